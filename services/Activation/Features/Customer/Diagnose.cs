using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>The verdict that the software gets on a device, with every rule and its outcome.</summary>
internal static class Diagnose
{
    public sealed record Request(Guid LicenseId, [property: MaxLength(255)] string? Identifier, [property: MaxLength(64)] string? Version);

    public sealed record Response(bool Valid, string Code, string Detail, IReadOnlyList<RuleOutcome> Rules);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/diagnostics", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Request request, Caller caller, ActivationDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Licenses.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(row => row.Id == request.LicenseId, cancellationToken) is not { } license)
            return Problems.NotFound();
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
        var (activation, identifier) = await Find(license.Id, request.Identifier, db, cancellationToken);
        var question = new Question
        {
            License = license.Facts(product),
            Now = clock.GetUtcNow(),
            Version = string.IsNullOrWhiteSpace(request.Version) ? null : request.Version.Trim(),
            Identifier = identifier,
            Activation = activation?.Facts(),
        };
        var verdict = Verdicts.Decide(question);
        return TypedResults.Ok(new Response(verdict.Valid, verdict.Code, verdict.Detail, Verdicts.Explain(question)));
    }

    /// <summary>What a customer pastes may be a hardware identifier or a domain in any spelling.</summary>
    private static async Task<(Activation?, string?)> Find(Guid licenseId, string? text, ActivationDb db, CancellationToken cancellationToken)
    {
        if (!Identifier.TryParse(text, ActivationKind.Hardware, out var hardware))
            return (null, null);
        if (await db.Newest(licenseId, hardware.Value, cancellationToken) is { } device)
            return (device, hardware.Value);
        return Identifier.TryParse(text, ActivationKind.Domain, out var domain) && await db.Newest(licenseId, domain.Value, cancellationToken) is { } site
            ? (site, domain.Value)
            : (null, hardware.Value);
    }
}
