using Microsoft.AspNetCore.Mvc;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.KeyManager;
using Portal.Rules;

namespace Portal.Activations.Features.KeyManager;

/// <summary>Binds a device or a domain to the license: 300 with a slot of its own, 301 if it has one already, 302 when all are taken.</summary>
internal static class ActivateKey
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/activate", Operation.Activate, Handle);

    private static async Task<object> Handle(
        KeyManagerCall call,
        [FromHeader(Name = GivenAnswers.Header)] string? key,
        LicenseCache licenses,
        Judge judge,
        Slots slots,
        Admission admission,
        GivenAnswers answers,
        SignedReplies replies,
        ActivationMetrics metrics,
        CancellationToken cancellationToken
    )
    {
        var asked = await call.Asked(licenses, cancellationToken);
        var finding = await judge.Look(call.KeyHash, asked, cancellationToken);
        if (finding.Shown() is not { } known)
        {
            metrics.KeyUnknown();
            return finding.Denied(call);
        }
        return await slots.WithLicense(
            known.Id,
            license =>
                answers.Once(
                    license,
                    KeyManagerCall.IdempotencyKey(Operation.Activate, key),
                    call.Question(),
                    () => Decide(license),
                    cancellationToken
                ),
            cancellationToken
        ) ?? (object)finding.Denied(call);

        async Task<Answer> Decide(LicenseCopy license)
        {
            var (activation, _, isNew, refusal) = await admission.Admit(
                license,
                call.Candidate(asked),
                cancellationToken
            );
            var verdict = refusal is null ? Verdict.Good : new Verdict(refusal.Code, refusal.Message);
            var reply = Reply.Of(verdict, call, license, activation);
            return replies.Unsigned(
                activation is null
                    ? reply
                    : reply with
                    {
                        Code = isNew ? KeyManagerCode.Activated : KeyManagerCode.AlreadyActive,
                        Message = isNew
                            ? "This device or domain is activated."
                            : "This device or domain was activated before.",
                    },
                call
            );
        }
    }
}
