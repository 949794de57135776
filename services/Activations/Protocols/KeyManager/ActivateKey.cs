using Microsoft.AspNetCore.Mvc;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Binds a device or a domain to the license: 300 with a slot of its own, 301 if it has one already, 302 when all are taken.</summary>
internal static class ActivateKey
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/activate", Operation.Activate, Handle);

    private static async Task<object> Handle(
        KeyManagerCall call,
        [FromHeader(Name = IdempotencyStore.Header)] string? key,
        LicenseCache licenses,
        LicenseValidator validator,
        SlotTransaction slots,
        ActivationDecision decision,
        IdempotencyStore answers,
        SignedReplies replies,
        ActivationMetrics metrics,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken);
        var result = await validator.Preview(call.Key, validation, cancellationToken);
        if (result.Shown() is not { } shown)
        {
            metrics.KeyUnknown();
            return result.Denied(call);
        }
        return await slots.WithLicense(
            shown.Id,
            license =>
                answers.Once(
                    license,
                    KeyManagerCall.IdempotencyKey(Operation.Activate, key),
                    call.Question(),
                    () => Decide(license),
                    cancellationToken
                ),
            cancellationToken
        ) ?? (object)result.Denied(call);

        async Task<Decided> Decide(LicenseCopy license)
        {
            var decided = await decision.Admit(license, call.ToActivationRequest(validation), cancellationToken);
            if (!decided.Is(out var admitted, out var rejection))
            {
                var verdict = new Verdict(rejection.Code, rejection.Message);
                return new(replies.Unsigned(Reply.Of(verdict, call, license, null), call), About: null);
            }
            var answer = replies.Unsigned(
                Reply.Of(Verdict.Good, call, license, admitted.Activation) with
                {
                    Code = admitted.IsNew ? KeyManagerCode.Activated : KeyManagerCode.AlreadyActive,
                    Message = admitted.IsNew
                        ? "This device or domain is activated."
                        : "This device or domain was activated before.",
                },
                call
            );
            return new(answer, admitted.Activation);
        }
    }
}
