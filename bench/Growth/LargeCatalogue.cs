using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Bench.Growth;

/// <summary>A vendor's catalogue of many licenses as files that portalctl imports: most accounts have a few, one has a part of its own, and one has very many.</summary>
internal sealed class LargeCatalogue(
    string folder,
    int licenses,
    int accounts,
    int licensesOfOne,
    int licensesOfLargest
)
{
    public const string Email = "owner@one.example.org",
        EmailOfLargest = "owner@largest.example.org",
        Password = "a password for measuring";
    private const string One = "The one who is measured",
        Largest = "The one with very many";
    private static readonly int[] Limits = [1, 5];
    private static readonly string[] Products = ["Atlas", "Beacon", "Cartographer", "Drift", "Estuary"];

    public void Write()
    {
        Directory.CreateDirectory(folder);
        WriteJson(
            "products",
            Products.Select(name => new
            {
                id = Guid.CreateVersion7(),
                slug = Slug(name),
                name = $"{name} Studio",
            })
        );
        WriteJson(
            "policies",
            Products.SelectMany(
                _ => Limits,
                (name, limit) =>
                    new
                    {
                        id = Guid.CreateVersion7(),
                        code = Code(name, limit),
                        name = $"{name} {limit}",
                        product = Slug(name),
                        activationLimit = limit,
                        durationDays = 365,
                        graceDays = 7,
                    }
            )
        );
        WriteJson("accounts", Accounts());
        WriteJson("releases", Array.Empty<object>());
        WriteCsv(
            "activations",
            "id,license,kind,identifier,name,platform,appVersion,ip,firstSeen,lastSeen,deactivated",
            []
        );
        WriteCsv(
            "licenses",
            "id,key,policy,customer,assignees,issued,expires,limit,maintenance,then,reason,note",
            Licenses()
        );
    }

    /// <summary>One group of the five of a key that the measured account has.</summary>
    public string PartOfAKey { get; private set; } = "";

    private IEnumerable<object> Accounts()
    {
        foreach (var (name, email) in ((string, string)[])[(One, Email), (Largest, EmailOfLargest)])
        {
            yield return new
            {
                id = Guid.CreateVersion7(),
                name,
                kind = "organization",
                members = new[]
                {
                    new
                    {
                        id = Guid.CreateVersion7(),
                        email,
                        displayName = "Owner",
                        role = "owner",
                        password = (string?)Password,
                    },
                },
            };
        }
        for (var account = 1; account < accounts; account++)
            yield return new
            {
                id = Guid.CreateVersion7(),
                name = Name(account),
                kind = "organization",
                members = Array.Empty<object>(),
            };
    }

    private IEnumerable<string> Licenses()
    {
        var random = new Random(20261124);
        for (var license = 0; license < licenses; license++)
        {
            // The measured account's licenses lie between the others', as they do after years.
            var ofOne = (long)license * licensesOfOne / licenses != (long)(license + 1) * licensesOfOne / licenses;
            var key = string.Join(
                '-',
                Enumerable
                    .Range(0, 5)
                    .Select(_ => RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 5))
            );
            if (ofOne)
                PartOfAKey = key[6..11];
            var customer =
                ofOne ? One
                : random.Next(licenses) < licensesOfLargest ? Largest
                : Name(1 + random.Next(accounts - 1));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Guid.CreateVersion7()},{key},{Code(Products[random.Next(Products.Length)], Limits[random.Next(Limits.Length)])},{customer},,2026-11-24T00:00:{license % 60:00}Z,{Expiry(random)},,,,,"
            );
        }

        static string Expiry(Random random) =>
            random.Next(10) switch
            {
                0 => "",
                1 => Day(14),
                2 => Day(-50),
                var years => Day(100 + 365 * (years % 5)),
            };
        static string Day(int fromNow) =>
            TimeProvider.System.GetUtcNow().AddDays(fromNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string Name(int account) => $"Customer {account:00000}";

    private static string Slug(string product) => product.ToLowerInvariant();

    private static string Code(string product, int limit) => $"{Slug(product)}-{limit}";

    private void WriteJson<T>(string table, IEnumerable<T> rows) =>
        File.WriteAllBytes(Path.Combine(folder, table + ".json"), JsonSerializer.SerializeToUtf8Bytes(rows));

    private void WriteCsv(string table, string header, IEnumerable<string> rows) =>
        File.WriteAllLines(Path.Combine(folder, table + ".csv"), rows.Prepend(header));
}
