using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>
/// Binds a device or a domain to the license: 201 with a slot of its own, 200 if it has one already, 409
/// ACTIVATION_LIMIT_REACHED with the devices in the way, 403 with every other verdict.
/// </summary>
internal static class Activate
{
    private const int MaxDevicesShown = 20;

    /// <param name="Kind">Default: hardware.</param>
    /// <param name="Fingerprint">Components of the machine by name, beside the identifier or instead of it.</param>
    /// <param name="Name">What the customer will recognise it by, for example the host name.</param>
    /// <param name="Version">Version of the program. Names, platforms and versions are cut to their length.</param>
    public sealed record Request(
        [property: MaxLength(255)] string? Identifier,
        ActivationKind? Kind,
        IReadOnlyDictionary<string, string>? Fingerprint,
        string? Name,
        string? Platform,
        string? Version,
        [property: MaxLength(64)] string? Product
    );

    public sealed record Response(ActivationAnswer Activation, LicenseAnswer License);

    /// <summary>A device in the way, to recognise it by. Without its id: whoever has that may deactivate it.</summary>
    /// <param name="FreeAgainAt">It is deactivated, and its license file uses the slot until then; null: it is active.</param>
    public sealed record Device(
        ActivationKind Kind,
        string Name,
        DateTimeOffset FirstSeenAt,
        DateTimeOffset? LastSeenAt,
        DateTimeOffset? FreeAgainAt
    );

    public static void Map(RouteGroupBuilder group) =>
        group
            .MapPost("/activations", Handle)
            .Produces<Response>(StatusCodes.Status201Created)
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Handle(
        Request request,
        [FromHeader(Name = IdempotencyStore.Header)] string? key,
        ClaimsPrincipal program,
        HttpContext http,
        ActivationDb db,
        SlotTransaction slots,
        ActivationDecision decision,
        IdempotencyStore answers,
        ActivationMetrics metrics,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            !Identifier.TryParse(request.Identifier, request.Kind ?? ActivationKind.Hardware, out var identifier)
            && !string.IsNullOrWhiteSpace(request.Identifier)
        )
            return Rejections.IdentifierInvalid.ToProblem();
        if (!Fingerprint.TryParse(request.Fingerprint, out var fingerprint))
            return Rejections.FingerprintInvalid.ToProblem();

        var answer = await slots.WithLicenseOf(
            LicenseKeyAuthentication.KeyOf(program),
            license => answers.Once(license, key, request, () => Decide(license), cancellationToken),
            cancellationToken
        );
        if (answer is not null)
            return answer;
        metrics.KeyUnknown();
        var unknown = new Question { License = null, Now = clock.GetUtcNow() };
        return Rejections.Refused(Verdicts.Decide(unknown)).ToProblem();

        async Task<Decided> Decide(LicenseCopy license)
        {
            var result = await decision.Admit(
                license,
                new ActivationRequest
                {
                    Identifier = identifier == default ? null : identifier,
                    Fingerprint = fingerprint,
                    Product = request.Product,
                    Name = request.Name,
                    Platform = request.Platform,
                    Version = request.Version,
                    Ip = http.Connection.RemoteIpAddress?.ToString(),
                },
                cancellationToken
            );
            if (!result.Is(out var admitted, out var rejection))
            {
                var refusal =
                    rejection.Code == VerdictCode.ActivationLimitReached
                        ? await WithDevices(rejection, license, db, cancellationToken)
                        : rejection;
                return new(answers.Of(refusal.ToProblem()), About: null);
            }
            var (activation, product, isNew, _) = admitted;
            var response = new Response(
                ActivationAnswer.Of(activation, license),
                LicenseAnswer.Of(license, product, clock.GetUtcNow())
            );
            return new(
                answers.Of(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, response),
                activation
            );
        }
    }

    private static async Task<Rejection> WithDevices(
        Rejection rejection,
        LicenseCopy license,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var active = await db
            .Activations.AsNoTracking()
            .Where(row =>
                row.LicenseId == license.Id
                && !row.Uncounted
                && (row.DeactivatedAt == null || row.SlotHeldUntil != null)
            )
            .OrderBy(row => row.LastSeenAt ?? row.FirstSeenAt)
            .Take(MaxDevicesShown)
            .ToListAsync(cancellationToken);
        var devices = active
            .Select(row => new Device(row.Kind, row.DisplayName, row.FirstSeenAt, row.LastSeenAt, row.SlotHeldUntil))
            .ToList();
        return rejection
            .With("used", license.UsedSlots)
            .With("limit", license.Snapshot.ActivationLimit)
            .With("devices", devices);
    }
}
