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
    /// <param name="ActivationId">One of the license's devices; else <paramref name="Identifier"/> says which.</param>
    public sealed record Request(Guid LicenseId, Guid? ActivationId, [property: MaxLength(255)] string? Identifier, [property: MaxLength(64)] string? Version);

    public sealed record Response(bool Valid, string Code, string Detail, IReadOnlyList<RuleOutcome> Rules);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/diagnostics", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Request request, Caller caller, ActivationDb db, Judge judge, CancellationToken cancellationToken)
    {
        if (await db.Licenses.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(row => row.Id == request.LicenseId, cancellationToken) is not { } license)
            return Problems.NotFound();
        var asked = new Asked { Version = string.IsNullOrWhiteSpace(request.Version) ? null : request.Version.Trim() };
        var finding = request.ActivationId is { } activationId
            ? await judge.Look(license.KeyHash, activationId, asked, cancellationToken)
            : await Find(license.KeyHash, request.Identifier, asked, judge, cancellationToken);
        return finding is null ? Problems.NotFound()
            : TypedResults.Ok(new Response(finding.Verdict.Valid, finding.Verdict.Code, finding.Verdict.Detail, Verdicts.Explain(finding.Question)));
    }

    /// <summary>What a customer pastes may be a hardware identifier or a domain in any spelling.</summary>
    private static async Task<Finding> Find(string keyHash, string? text, Asked asked, Judge judge, CancellationToken cancellationToken)
    {
        var device = await judge.Look(keyHash, asked with { Identifier = Identifier.TryParse(text, ActivationKind.Hardware, out var hardware) ? hardware : null }, cancellationToken);
        if (device.Activation is not null || !Identifier.TryParse(text, ActivationKind.Domain, out var domain))
            return device;
        var site = await judge.Look(keyHash, asked with { Identifier = domain }, cancellationToken);
        return site.Activation is not null ? site : device;
    }
}
