namespace Portal.EndToEnd.Tests.Trust;

/// <summary>What the ids in an address or a body stand for: real rows of one account, or rows that never were.</summary>
internal sealed class Rows(IReadOnlyDictionary<string, string> values)
{
    private const string FileName = "setup.exe";

    // Pages call every id "Id"; the word before it says of what.
    private static readonly Dictionary<string, string> PageIds = new()
    {
        ["/licenses/"] = "licenseId",
        ["/activations/"] = "activationId",
    };

    /// <summary>Not the id of a row: what a link opens is bound to a session.</summary>
    public static readonly IReadOnlySet<string> Links = new HashSet<string> { "token", "Token" };

    /// <summary>A license with a device and a file, of which all ids are known.</summary>
    public static async Task<Rows> Of(PortalApp app, Catalogue catalogue, Catalogue.Account account)
    {
        var assignee = Guid.CreateVersion7();
        var license = await catalogue.NewLicenseInUse(
            license: new { accountId = account.Id, assigneeIds = new[] { assignee } }
        );
        var activation = await new VendorProgram(app, license.Key).Activated("HWID-1");
        var release = await Releases.Publish(catalogue, license.Product, "1.0.0");
        var artifact = await Releases.Upload(catalogue, release, FileName, [1, 2, 3]);
        return new(
            new Dictionary<string, string>
            {
                ["licenseId"] = license.Id.ToString(),
                ["activationId"] = activation.ToString(),
                ["ids"] = activation.ToString(),
                ["blockedId"] = Guid.CreateVersion7().ToString(),
                ["keyId"] = "no-key",
                ["productId"] = license.Product.Id.ToString(),
                ["slug"] = license.Product.Slug,
                ["artifactId"] = artifact.ToString(),
                ["releaseId"] = release.ToString(),
                ["assigneeId"] = assignee.ToString(),
                ["searchLicenseIds"] = license.Id.ToString(),
                ["searchAssigneeIds"] = assignee.ToString(),
                // Of the operators alone.
                ["policyId"] = Guid.CreateVersion7().ToString(),
                ["apiKeyId"] = Guid.CreateVersion7().ToString(),
                ["batchId"] = Guid.CreateVersion7().ToString(),
                ["accountId"] = account.Id.ToString(),
                ["fileName"] = FileName,
            }
        );
    }

    public Rows With(string name, string value) => new(values.Append(new(name, value)).ToDictionary());

    public Rows ThatNeverWere() => new(values.ToDictionary(row => row.Key, _ => Guid.CreateVersion7().ToString()));

    public string this[MappedEndpoint endpoint, SentId id] =>
        id.Name switch
        {
            // What follows a prefix that the gateway forwards or refuses as a whole.
            "rest" or "path" => "anything",
            "listener" => "management",
            "documentName" => "v1",
            _ when Links.Contains(id.Name) => "no-link",
            "Id"
                when PageIds
                    .FirstOrDefault(page => endpoint.Pattern.StartsWith(page.Key, StringComparison.Ordinal))
                    .Value
                    is { } name => values[name],
            _ => values.GetValueOrDefault(id.Name)
                ?? throw new InvalidOperationException(
                    $"{endpoint} takes '{id.Name}' in its {id.Place}, and the trust tests do not know whose it is: teach it to {nameof(Rows)}, with a real row of an account."
                ),
        };

    /// <summary>All values in the order of their names, to be taken out of an answer.</summary>
    public IEnumerable<string> Values =>
        values.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Value);
}
