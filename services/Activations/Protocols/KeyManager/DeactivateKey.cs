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
        var result = await validator.Preview(call.Key, validation, cancellationToken);
        if (result.Shown() is not { } shown)
            return result.Denied(call);
        if (validation.Identifier is not { } identifier)
            return Reply.Of(
                new Verdict(VerdictCode.IdentifierRequired, "Say which device or domain to deactivate."),
                call,
                shown,
                null
            );
        return await slots.WithLicense(
            shown.Id,
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

        async Task<Decided> Decide(LicenseCopy license)
        {
            var device = identifier.Under(license.Terms).Value;
            var active = await slots.ActiveOn(license.Id, device, cancellationToken);
            if (active is not null)
                slots.Free(license, active, DeactivatedBy.Software, actor: null);
            var wasActivated =
                active is not null
                || await db.Activations.AnyAsync(
                    row => row.LicenseId == license.Id && row.Identifier == device,
                    cancellationToken
                );
            var answer = replies.Unsigned(
                Inactive(result, license, call) with
                {
                    Success = wasActivated,
                    Code =
                        active is not null ? KeyManagerCode.Deactivated
                        : wasActivated ? KeyManagerCode.AlreadyInactive
                        : KeyManagerCode.NoActivation,
                    Message =
                        active is not null ? "This device or domain is deactivated."
                        : wasActivated ? "This device or domain was deactivated before."
                        : "This device or domain was never activated.",
                },
                call
            );
            return new(answer, active);
        }
    }

    /// <summary>The license is not valid on this device any more, even if it is valid elsewhere.</summary>
    private static Reply Inactive(ValidationResult result, LicenseCopy license, KeyManagerCall call)
    {
        var verdict = result.Anywhere();
        return Reply.Of(verdict.Valid ? new Verdict(VerdictCode.NotActivated, "") : verdict, call, license, null);
    }
}
