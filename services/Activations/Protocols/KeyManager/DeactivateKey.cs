using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>The program gives its slot back: 400; 401 if it had done so before; 202 if it never had one.</summary>
internal static class DeactivateKey
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("POST", "/deactivate", Operation.Deactivate, Handle);

    private static async Task<object> Handle(
        KeyManagerCall call,
        [FromHeader(Name = IdempotencyStore.Header)] string? key,
        LicenseCache licenses,
        LicenseValidator validator,
        ActivationDb db,
        SlotTransaction slots,
        IdempotencyStore answers,
        SignedReplies replies,
        CancellationToken cancellationToken
    )
    {
        var validation = await call.ValidationRequest(licenses, cancellationToken);
        var result = await validator.Preview(call.KeyHash, validation, cancellationToken);
        if (result.Shown() is not { } known)
            return result.Denied(call);
        if (validation.Identifier is not { } identifier)
            return Reply.Of(
                new Verdict(VerdictCode.IdentifierRequired, "Say which device or domain to deactivate."),
                call,
                known,
                null
            );
        return await slots.WithLicense(
            known.Id,
            license =>
                answers.Once(
                    license,
                    KeyManagerCall.IdempotencyKey(Operation.Deactivate, key),
                    call.Question(),
                    () => Decide(license),
                    cancellationToken
                ),
            cancellationToken
        ) ?? (object)result.Denied(call);

        async Task<Answer> Decide(LicenseCopy license)
        {
            var wanted = identifier.Under(license.Terms).Value;
            var active = await slots.ActiveOn(license.Id, wanted, cancellationToken);
            if (active is not null)
                slots.Free(license, active, DeactivatedBy.Software, actor: null);
            var isKnown =
                active is not null
                || await db.Activations.AnyAsync(
                    row => row.LicenseId == license.Id && row.Identifier == wanted,
                    cancellationToken
                );
            return replies.Unsigned(
                Gone(result, license, call) with
                {
                    Success = isKnown,
                    Code =
                        active is not null ? KeyManagerCode.Deactivated
                        : isKnown ? KeyManagerCode.AlreadyInactive
                        : KeyManagerCode.NoActivation,
                    Message =
                        active is not null ? "This device or domain is deactivated."
                        : isKnown ? "This device or domain was deactivated before."
                        : "This device or domain was never activated.",
                },
                call
            );
        }
    }

    /// <summary>Whatever else is true of the license: it is not valid on this device any more.</summary>
    private static Reply Gone(ValidationResult result, LicenseCopy license, KeyManagerCall call)
    {
        var verdict = result.Anywhere();
        return Reply.Of(verdict.Valid ? new Verdict(VerdictCode.NotActivated, "") : verdict, call, license, null);
    }
}
