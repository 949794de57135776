using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>What people and tests need to use a demo catalogue. It holds passwords and keys: only its owner may read it.</summary>
internal sealed record DemoFile(
    IReadOnlyList<DemoAccount> Accounts,
    IReadOnlyList<DemoLicense> Licenses,
    DemoManagement Management
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IReadOnlyList<DemoApiKey> ApiKeys { get; init; } = [];

    /// <summary>Null: there is none, or none that can be used.</summary>
    public static DemoFile? ReadIfAny(string file)
    {
        try
        {
            return
                JsonSerializer.Deserialize<DemoFile>(File.ReadAllBytes(file), Json)
                    is { Accounts: not null, Licenses: not null } content
                ? content with
                {
                    ApiKeys = content.ApiKeys ?? [],
                }
                : null;
        }
        catch (Exception unusable)
            when (unusable is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public static DemoFile Of(
        VendorCatalogue catalogue,
        IReadOnlyDictionary<Guid, ArrivedLicense> arrived,
        Connection connection
    ) =>
        new(
            [
                .. catalogue.Accounts.SelectMany(account =>
                    account
                        .Members.Where(member => member.Password is not null)
                        .Select(member => new DemoAccount(
                            member.Email,
                            member.Password!,
                            member.Role.ToString(),
                            account.Name
                        ))
                ),
            ],
            [
                .. catalogue.Licenses.Select(license => new DemoLicense(
                    license.Key,
                    arrived[license.Id].ProductSlug,
                    Named(arrived[license.Id].State),
                    license.Customer,
                    arrived[license.Id].ActivationLimit
                )),
            ],
            DemoManagement.Of(connection)
        );

    public bool Lists(VendorCatalogue catalogue) =>
        Licenses.Select(license => license.Key).ToHashSet().SetEquals(catalogue.Licenses.Select(license => license.Key))
        && Accounts
            .Select(account => account.Email)
            .ToHashSet()
            .SetEquals(
                catalogue
                    .Accounts.SelectMany(account => account.Members)
                    .Where(member => member.Password is not null)
                    .Select(member => member.Email)
            );

    /// <summary>A state under its name in the documentation, as roles are.</summary>
    private static string Named(string state) => char.ToUpperInvariant(state[0]) + state[1..];

    public void Write(string file) => OwnFile.Replace(file, stream => JsonSerializer.Serialize(stream, this, Json));
}

internal sealed record DemoAccount(string Email, string Password, string Role, string Customer);

/// <param name="Product">Slug.</param>
/// <param name="State">As License derived it when the import was done.</param>
/// <param name="Owner">Name of the customer; null for nobody.</param>
/// <param name="Limit">Null: no limit.</param>
internal sealed record DemoLicense(string Key, string Product, string State, string? Owner, int? Limit);

internal sealed record DemoManagement(
    string ClientId,
    string ClientSecret,
    string TokenUrl,
    string Scope,
    string LicenseUrl,
    string ActivationUrl,
    string DownloadUrl,
    string IdentityUrl
)
{
    public static DemoManagement Of(Connection connection)
    {
        return new(
            connection.ClientId,
            connection.Secret,
            connection.TokenAddress.ToString(),
            Connection.Scope,
            Base(Service.License),
            Base(Service.Activation),
            Base(Service.Download),
            Base(Service.Identity)
        );

        string Base(Service service) => connection.Management[service].GetLeftPart(UriPartial.Authority);
    }
}
