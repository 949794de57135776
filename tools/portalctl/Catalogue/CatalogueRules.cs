using System.Net;

namespace Portal.Ctl.Catalogue;

/// <summary>What must hold between the rows of a catalogue. The services check again; here a person learns the line.</summary>
internal static class CatalogueRules
{
    private const int ShortestPassword = 8;

    public static void Check(VendorCatalogue catalogue, Faults faults)
    {
        var members = catalogue.Accounts.SelectMany(account => account.Members).ToList();
        var artifacts = catalogue.Releases.SelectMany(release => release.Artifacts).ToList();
        Unique(catalogue.Products, p => p.Source, "id", p => p.Id);
        Unique(catalogue.Products, p => p.Source, "slug", p => p.Slug);
        Unique(catalogue.Policies, p => p.Source, "id", p => p.Id);
        Unique(catalogue.Policies, p => p.Source, "code", p => p.Code);
        Unique(catalogue.Accounts, a => a.Source, "id", a => a.Id);
        Unique(catalogue.Accounts, a => a.Source, "name", a => a.Name);
        Unique(members, m => m.Source, "id", m => m.Id);
        Unique(members, m => m.Source, "email", m => m.Email.ToUpperInvariant());
        Unique(catalogue.Licenses, l => l.Source, "id", l => l.Id);
        Unique(catalogue.Licenses, l => l.Source, "key", l => l.Key.ToUpperInvariant());
        Unique(catalogue.Activations, a => a.Source, "id", a => a.Id);
        Unique(catalogue.Activations.Where(a => a.Deactivated is null), a => a.Source, "identifier", a => (a.License, a.Identifier.ToUpperInvariant()));
        Unique(catalogue.Releases, r => r.Source, "id", r => r.Id);
        Unique(catalogue.Releases, r => r.Source, "version", r => (r.Product, r.Version));
        Unique(artifacts, a => a.Source, "id", a => a.Id);

        var products = catalogue.Products.Select(p => p.Slug).ToHashSet();
        foreach (var policy in catalogue.Policies)
            Known(policy.Source, "product", policy.Product, products);
        foreach (var release in catalogue.Releases)
            Known(release.Source, "product", release.Product, products);
        foreach (var member in members)
            Check(member);
        foreach (var license in catalogue.Licenses)
            Check(license, catalogue);
        foreach (var activation in catalogue.Activations)
            Check(activation, catalogue);
        foreach (var license in catalogue.Licenses)
            CheckLimit(license, catalogue);
    }

    private static void Check(Member member)
    {
        if (member.Email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
            member.Source.Refuse("email", $"\"{member.Email}\" is not an e-mail address.");
        if (member.Password is { Length: < ShortestPassword })
            member.Source.Refuse("password", $"A password has at least {ShortestPassword} characters.");
    }

    private static void Check(License license, VendorCatalogue catalogue)
    {
        Known(license.Source, "policy", license.Policy, catalogue.Policies.Select(p => p.Code));
        if (license.Customer is { } customer)
            Known(license.Source, "customer", customer, catalogue.Accounts.Select(a => a.Name));
        var members = catalogue.Accounts.FirstOrDefault(a => a.Name == license.Customer)?.Members.Select(m => m.Email) ?? [];
        foreach (var assignee in license.Assignees)
            Known(license.Source, "assignees", assignee, members);
        if (license.Then == LicenseMove.Suspend && license.Reason is null)
            license.Source.Refuse("reason", "A suspension needs a reason that the customer can read.");
        if (license.Then == LicenseMove.Nothing && license.Reason is not null)
            license.Source.Refuse("reason", "A reason belongs to suspend or revoke in the column \"then\".");
    }

    private static void Check(Activation activation, VendorCatalogue catalogue)
    {
        Known(activation.Source, "license", activation.License, catalogue.Licenses.Select(l => l.Key));
        if (catalogue.Licenses.Any(l => l.Key == activation.License && l.Customer is null))
            activation.Source.Refuse("license", "This license has no customer, so nothing can be activated with it.");
        if (activation.Ip is { } ip && !IPAddress.TryParse(ip, out _))
            activation.Source.Refuse("ip", $"\"{ip}\" is not an IP address.");
        if (activation.LastSeen?.IsSurelyBefore(activation.FirstSeen) == true)
            activation.Source.Refuse("lastSeen", "It was last seen before it was first seen.");
        if (activation.Deactivated?.IsSurelyBefore(activation.FirstSeen) == true)
            activation.Source.Refuse("deactivated", "It was deactivated before it was first seen.");
    }

    private static void CheckLimit(License license, VendorCatalogue catalogue)
    {
        var limit = license.Limit ?? catalogue.Policies.FirstOrDefault(p => p.Code == license.Policy)?.ActivationLimit;
        foreach (var tooMany in catalogue.Activations.Where(a => a.License == license.Key && a.Deactivated is null).Skip(limit ?? int.MaxValue))
            tooMany.Source.Refuse("license", $"The license {license.Key} has {limit} slots and they are taken by earlier lines.");
    }

    private static void Known(Row row, string column, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        if (!names.Contains(name))
            row.Refuse(column, names.Count is > 0 and <= 12 ? $"\"{name}\" is not known; known are {string.Join(", ", names)}." : $"\"{name}\" is not known.");
    }

    private static void Unique<T, TValue>(IEnumerable<T> rows, Func<T, Row> source, string column, Func<T, TValue> value)
    {
        foreach (var repeated in rows.GroupBy(value).SelectMany(group => group.Skip(1).Select(row => (Row: row, First: group.First()))))
            source(repeated.Row).Refuse(column, $"The same {column} stands already at {source(repeated.First).At(column)}.");
    }
}
