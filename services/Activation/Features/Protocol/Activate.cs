using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Protocol;

/// <summary>
/// Binds a device or a domain to the license: 201 with a slot of its own, 200 if it has one already, 409
/// ACTIVATION_LIMIT_REACHED with the devices in the way, 403 with every other verdict.
/// </summary>
internal static class Activate
{
    private const int MostDevicesShown = 20;

    /// <param name="Kind">Hardware unless told.</param>
    /// <param name="Name">What the customer will recognise it by, for example the host name.</param>
    /// <param name="Version">Version of the program.</param>
    public sealed record Request(
        [property: MaxLength(255)] string? Identifier, ActivationKind? Kind, [property: MaxLength(255)] string? Name,
        [property: MaxLength(64)] string? Platform, [property: MaxLength(64)] string? Version, [property: MaxLength(64)] string? Product);

    public sealed record Response(ActivationAnswer Activation, LicenseAnswer License);

    /// <summary>A device in the way, to recognise it by. Without its id: whoever has that may deactivate it.</summary>
    public sealed record Device(ActivationKind Kind, string Name, DateTimeOffset FirstSeenAt, DateTimeOffset? LastSeenAt);

    private sealed record Outcome(Response? Created, Response? Existing, ProblemHttpResult? Refused);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request, ClaimsPrincipal program, HttpContext http, ActivationDb db, Slots slots, TimeProvider clock, CancellationToken cancellationToken)
    {
        var hash = LicenseKeyAuthentication.HashOf(program);
        var kind = request.Kind ?? ActivationKind.Hardware;
        if (!Identifier.TryParse(request.Identifier, kind, out var identifier) && !string.IsNullOrWhiteSpace(request.Identifier))
            return Rejections.IdentifierInvalid.ToProblem();

        var licenseId = await db.Licenses.Where(row => row.KeyHash == hash).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
        var outcome = licenseId is null ? null : await slots.WithLicense(licenseId.Value, Decide, cancellationToken);
        return outcome switch
        {
            { Created: { } created } => TypedResults.Created($"/licensing/v1/activations/{created.Activation.Id}", created),
            { Existing: { } existing } => TypedResults.Ok(existing),
            { Refused: { } refused } => refused,
            _ => Rejections.Refused(Verdicts.Decide(new Question { License = null, Now = clock.GetUtcNow() })).ToProblem(),
        };

        async Task<Outcome> Decide(LicenseCopy license)
        {
            var now = clock.GetUtcNow();
            var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
            var verdict = Verdicts.DecideActivation(new Question
            {
                License = license.Facts(product),
                Now = now,
                Product = request.Product,
                Version = request.Version,
                Identifier = identifier.Value,
            });
            if (!verdict.Valid)
                return new(null, null, Rejections.Refused(verdict).ToProblem());
            if (await slots.ActiveOn(license.Id, identifier.Value, cancellationToken) is { } same)
                return new(null, new(ActivationAnswer.Of(same), LicenseAnswer.Of(license, product, now)), null);
            if (!license.HasFreeSlot)
                return new(null, null, await LimitReached(license, db, cancellationToken));
            var activation = New(request, identifier, license.Id, http.Connection.RemoteIpAddress?.ToString(), now);
            slots.Take(license, activation);
            return new(new(ActivationAnswer.Of(activation), LicenseAnswer.Of(license, product, now)), null, null);
        }
    }

    private static Activation New(Request request, Identifier identifier, Guid licenseId, string? ip, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        LicenseId = licenseId,
        Kind = identifier.Kind,
        Identifier = identifier.Value,
        Name = request.Name?.Trim() is { Length: > 0 } name ? name : null,
        Platform = request.Platform,
        AppVersion = request.Version,
        Ip = ip,
        FirstSeenAt = now,
    };

    private static async Task<ProblemHttpResult> LimitReached(LicenseCopy license, ActivationDb db, CancellationToken cancellationToken)
    {
        var active = await db.Activations.AsNoTracking().Where(row => row.LicenseId == license.Id && row.DeactivatedAt == null)
            .OrderBy(row => row.LastSeenAt ?? row.FirstSeenAt).Take(MostDevicesShown).ToListAsync(cancellationToken);
        var devices = active.Select(row => new Device(row.Kind, row.DisplayName, row.FirstSeenAt, row.LastSeenAt)).ToList();
        return Rejections.LimitReached(license.UsedSlots, license.Snapshot.ActivationLimit ?? 0)
            .ToProblem(new Dictionary<string, object?> { ["used"] = license.UsedSlots, ["limit"] = license.Snapshot.ActivationLimit, ["devices"] = devices });
    }
}
