using NSec.Cryptography;
using Portal.Activations.Signing;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Tests.Domain;

/// <summary>License files of every schema that was ever shipped are read for ever: their golden files stay.</summary>
public sealed class LicenseDocumentTests
{
    private static readonly LicenseDocument First = new(
        1,
        new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero),
        604_800,
        new(
            new("0192f0c1-0000-7000-8000-000000000001"),
            new string('a', 64),
            "studio",
            "Pro",
            null,
            new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
            null,
            5,
            3
        ),
        [new Entitlement("sso", null), new Entitlement("seats", "25")],
        new(new("0192f0c1-0000-7000-8000-000000000002"), ActivationKind.Hardware, "HWID-1", ["disk:00ff"], "Anna"),
        [new MetadataItem("order", "A-17")],
        "cmVtb3ZhbA",
        "n-1"
    );

    [Fact]
    public async Task The_file_of_schema_1_is_as_it_was_shipped_byte_for_byte()
    {
        var signer = new Signer(
            "golden-key",
            Key.Import(
                SignatureAlgorithm.Ed25519,
                [.. Enumerable.Range(0, 32).Select(number => (byte)number)],
                KeyBlobFormat.RawPrivateKey
            )
        );
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "golden", "schema-1.lic")),
            LicenseFiles.Armor(First, signer)
        );
    }
}
