using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What a customer types to find a device or domain.</summary>
internal static class ActivationSearch
{
    private const string Escape = @"\",
        Punycode = "%xn--%";

    /// <summary>
    /// Those with <paramref name="search"/> in their name, identifier or product's name, at the end of their key or as all of it,
    /// and those of <paramref name="licenseIds"/>. A host is found as an address is typed, in letters of any script or in punycode.
    /// </summary>
    public static async Task<IQueryable<ActivationWithLicense>> Matching(
        this IQueryable<ActivationWithLicense> rows,
        string search,
        IReadOnlyCollection<Guid> licenseIds,
        CancellationToken cancellationToken
    )
    {
        // As pages shorten it: beginning and end.
        var pattern = SearchPattern.Containing(search).Replace('…', '%');
        var hint = SearchPattern.Containing(search.TrimStart('*', '•', '-'));
        var host = Identifier.TryParse(search, ActivationKind.Domain, out var domain)
            ? SearchPattern.Containing(WithoutWww(domain.Value))
            : pattern;
        var hosts = await InternationalHosts(rows, search, cancellationToken);
        var key = TypedKey.Of(search);
        var (hash, folded) = (key.Hash, key.FoldedHashes);
        return rows.Where(row =>
            EF.Functions.ILike(row.Activation.Name!, pattern, Escape)
            || EF.Functions.ILike(row.Activation.Identifier, pattern, Escape)
            || EF.Functions.ILike(row.Activation.Identifier, host, Escape)
            || hosts.Contains(row.Activation.Identifier)
            || EF.Functions.ILike(row.Product.Name, pattern, Escape)
            || EF.Functions.ILike(row.License.KeyHint, hint, Escape)
            || row.License.KeyHash == hash
            || folded.Contains(row.License.FoldedKeyHash)
            || licenseIds.Contains(row.License.Id)
        );
    }

    /// <summary>
    /// A part of a name in punycode is not the punycode of the part: the few names of the account that have some are read
    /// and compared here.
    /// </summary>
    private static async Task<List<string>> InternationalHosts(
        IQueryable<ActivationWithLicense> rows,
        string search,
        CancellationToken cancellationToken
    )
    {
        if (search.All(char.IsAscii))
            return [];
        var part = WithoutWww(HostName.Part(search)).Normalize();
        var names = await rows.Where(row =>
                row.Activation.Kind == ActivationKind.Domain && EF.Functions.ILike(row.Activation.Identifier, Punycode)
            )
            .Select(row => row.Activation.Identifier)
            .Distinct()
            .ToListAsync(cancellationToken);
        return
        [
            .. names.Where(name =>
                part.Length > 0 && HostName.Unicode(name).Contains(part, StringComparison.OrdinalIgnoreCase)
            ),
        ];
    }

    private static string WithoutWww(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host.Length > 4 ? host[4..] : host;
}
