using System.Net;
using System.Security.Cryptography;

namespace Portal.Ctl.Catalogue;

/// <summary>What must hold between the rows of a catalogue. The services check again; here a person learns the line.</summary>
internal sealed class CatalogueRules(VendorCatalogue catalogue, bool withFiles)
{
    private const int ShortestPassword = 8,
        ShortestDemoFile = 1024,
        ShortestKey = 8,
        MaxKeyLength = 128;

    private readonly Names _names = catalogue.Names;
    private readonly Dictionary<Guid, int?> _limits = catalogue
        .Policies.DistinctBy(policy => policy.Id)
        .ToDictionary(policy => policy.Id, policy => policy.ActivationLimit);

    public void Check()
    {
        Unique(catalogue.Products, p => p.Source, "id", p => p.Id);
        Unique(catalogue.Products, p => p.Source, "slug", p => p.Slug);
        Unique(catalogue.Policies, p => p.Source, "id", p => p.Id);
        Unique(catalogue.Policies.Where(p => p.Code is not null), p => p.Source, "code", p => p.Code);
        Unique(catalogue.Accounts, a => a.Source, "id", a => a.Id);
        Unique(catalogue.Releases, r => r.Source, "id", r => r.Id);
        Unique(catalogue.Releases, r => r.Source, "version", r => (r.Product, r.Version));
        Unique(catalogue.Releases.SelectMany(release => release.Artifacts), a => a.Source, "id", a => a.Id);
        foreach (var policy in catalogue.Policies)
            Known(policy.Source, "product", policy.Product, _names.Product(policy.Product), _names.Products);
        foreach (var release in catalogue.Releases)
            Known(release.Source, "product", release.Product, _names.Product(release.Product), _names.Products);
        CheckMembers();
        foreach (var artifact in catalogue.Releases.SelectMany(release => release.Artifacts))
            Check(artifact);
        foreach (var license in catalogue.Licenses)
            Check(license);
        CheckActivations();
        foreach (var blocked in catalogue.Blocked)
        {
            if (blocked.License is { } license && _names.LicenseId(license) is null)
                blocked.Source.Refuse("license", $"\"{license}\" is not known.");
            if (blocked.Product is { } product)
                Known(blocked.Source, "product", product, _names.ProductId(product), _names.Products);
        }
    }

    private void CheckMembers()
    {
        var (byEmail, byId) = (
            new Dictionary<string, Member>(StringComparer.OrdinalIgnoreCase),
            new Dictionary<Guid, Member>()
        );
        foreach (var account in catalogue.Accounts)
        {
            Unique(account.Members, m => m.Source, "id", m => m.Id);
            foreach (var member in account.Members)
            {
                if (member.Email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
                    member.Source.Refuse("email", $"\"{member.Email}\" is not an e-mail address.");
                if (member.Password is { Length: < ShortestPassword })
                    member.Source.Refuse("password", $"A password has at least {ShortestPassword} characters.");
                // One person may be a member of several accounts.
                if (!byEmail.TryAdd(member.Email, member) && byEmail[member.Email] is var same && same.Id != member.Id)
                    member.Source.Refuse(
                        "email",
                        $"The same email stands already, with another id, at {same.Source.At("email")}."
                    );
                if (
                    !byId.TryAdd(member.Id, member)
                    && byId[member.Id] is var other
                    && !other.Email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)
                )
                    member.Source.Refuse(
                        "id",
                        $"The same id stands already, with another email, at {other.Source.At("id")}."
                    );
            }
        }
    }

    private void Check(Artifact artifact)
    {
        if (artifact.Sha256 is not { } sha256)
        {
            if (artifact is { Size: < ShortestDemoFile, Source.Faulty: false })
                artifact.Source.Refuse("size", $"Content that is made up has at least {ShortestDemoFile} bytes.");
            return;
        }
        if (!withFiles)
            return;
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            artifact.Source.Refuse("sha256", $"\"{sha256}\" is not a SHA-256: 64 hexadecimal digits in lower case.");
        else if (!File.Exists(catalogue.PathOf(sha256)))
            artifact.Source.Refuse(
                "sha256",
                $"There is no {catalogue.PathOf(sha256)}. To leave files out, import with --no-files."
            );
        else if (HashOf(catalogue.PathOf(sha256)) != sha256)
            artifact.Source.Refuse("sha256", $"{catalogue.PathOf(sha256)} has other content than this.");
        else if (new FileInfo(catalogue.PathOf(sha256)).Length != artifact.Size)
            artifact.Source.Refuse("size", $"{catalogue.PathOf(sha256)} has another size.");
    }

    private void Check(License license)
    {
        if (license is { Policy: null, Product: { } unruled } && _names.Product(unruled) is { } product)
            catalogue.AddNoPolicy(license.Source, product);
        var limit =
            license.Limit is { } own ? own.Value
            : _names.PolicyOf(license) is { } policy ? _limits.GetValueOrDefault(policy)
            : null;
        var entry = new Names.LicenseEntry(
            license.Id,
            limit,
            license.Customer is not null,
            license.OverLimit,
            license.Source.At("key")
        );
        var (sameKey, sameId) = _names.Add(license.Key, entry);
        if (license.Source.Faulty)
            return;
        if (sameKey is not null)
            license.Source.Refuse("key", $"The same key stands already at {sameKey.At}.");
        if (sameId is not null)
            license.Source.Refuse("id", $"The same id stands already at the license of {sameId.At}.");
        if (license.Key.Length is < ShortestKey or > MaxKeyLength || license.Key.Any(char.IsWhiteSpace))
            license.Source.Refuse("key", $"A key has {ShortestKey} to {MaxKeyLength} characters and no spaces inside.");
        CheckPolicy(license);
        if (license.Customer is { } customer)
            CheckOwner(license, customer);
        else if (license.Assignees.Count > 0)
            license.Source.Refuse("assignees", "A license without a customer cannot be given to members.");
        if (license.Then == LicenseAction.Suspend && license.Reason is null)
            license.Source.Refuse("reason", "A suspension needs a reason that the customer can read.");
        if (license is { Then: LicenseAction.Nothing, Suspended: null, Reason: not null })
            license.Source.Refuse(
                "reason",
                "A reason belongs to a suspension, or to suspend or revoke in the column \"then\"."
            );
        if (license.Then != LicenseAction.Nothing && (license.Suspended ?? license.Revoked) is not null)
            license.Source.Refuse("then", "\"then\" is for licenses that are neither suspended nor revoked.");
    }

    private void CheckPolicy(License license)
    {
        if (license is { Policy: not null, Product: not null })
            license.Source.Refuse(
                "product",
                "The policy says of which product it is; a license names a product only where it has no policy."
            );
        else if (license.Policy is { } policy)
            Known(license.Source, "policy", policy, _names.Policy(policy), _names.Policies);
        else if (license.Product is { } product)
            Known(license.Source, "product", product, _names.Product(product), _names.Products);
        else
            license.Source.Refuse("policy", "\"policy\" is missing. A license without one names its \"product\".");
    }

    private void CheckOwner(License license, string customer)
    {
        if (_names.IsAmbiguous(customer))
            license.Source.Refuse("customer", $"Several accounts are called \"{customer}\"; give the id of one.");
        else
            Known(license.Source, "customer", customer, _names.Account(customer), _names.Accounts);
        if (_names.Account(customer) is { } account)
        {
            foreach (var assignee in license.Assignees)
                Known(license.Source, "assignees", assignee, _names.Member(account, assignee), []);
        }
    }

    private void CheckActivations()
    {
        var (ids, active) = (new Dictionary<Guid, Position>(), new Dictionary<(Guid, string), Position>());
        foreach (var activation in catalogue.Activations)
        {
            _names.Activations++;
            if (activation.Source.Faulty)
                continue;
            if (!ids.TryAdd(activation.Id, activation.Source.At("id")))
                activation.Source.Refuse("id", $"The same id stands already at {ids[activation.Id]}.");
            if (_names.License(activation.License) is not { } license)
                activation.Source.Refuse("license", $"\"{activation.License}\" is not known.");
            else
                Check(activation, license, active);
        }
    }

    private static void Check(
        Activation activation,
        Names.LicenseEntry license,
        Dictionary<(Guid, string), Position> active
    )
    {
        var (row, identifier) = (activation.Source, (license.Id, activation.Identifier));
        if (!license.Owned)
            row.Refuse("license", "This license has no customer, so nothing can be activated with it.");
        if (activation.Ip is { } ip && !IPAddress.TryParse(ip, out _))
            row.Refuse("ip", $"\"{ip}\" is not an IP address.");
        if (activation.LastSeen?.IsSurelyBefore(activation.FirstSeen) == true)
            row.Refuse("lastSeen", "It was last seen before it was first seen.");
        if (activation.Deactivated?.IsSurelyBefore(activation.FirstSeen) == true)
            row.Refuse("deactivated", "It was deactivated before it was first seen.");
        if (activation is { Deactivated: null, DeactivatedBy: not null })
            row.Refuse("deactivatedBy", "It was not deactivated.");
        if (activation.Deactivated is not null)
            return;
        if (!active.TryAdd(identifier, row.At("identifier")))
            row.Refuse("identifier", $"The same identifier stands already at {active[identifier]}.");
        if (activation.Uncounted != true && ++license.Active > license.Limit && !license.OverLimit)
            row.Refuse(
                "license",
                $"The license {activation.License} has {license.Limit} slots and they are taken by earlier lines."
            );
    }

    private static string HashOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static void Known(Row row, string column, string name, Guid? id, IEnumerable<string> known)
    {
        const int few = 12;
        if (id is not null || name.Length == 0)
            return;
        var names = known.Take(few + 1).ToList();
        row.Refuse(
            column,
            names.Count is > 0 and <= few
                ? $"\"{name}\" is not known; known are {string.Join(", ", names)}."
                : $"\"{name}\" is not known."
        );
    }

    private static void Unique<T, TValue>(
        IEnumerable<T> rows,
        Func<T, Row> source,
        string column,
        Func<T, TValue> value
    )
    {
        foreach (
            var repeated in rows.GroupBy(value)
                .SelectMany(group => group.Skip(1).Select(row => (Row: row, First: group.First())))
        )
            source(repeated.Row)
                .Refuse(column, $"The same {column} stands already at {source(repeated.First).At(column)}.");
    }
}
