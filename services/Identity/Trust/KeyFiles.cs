using System.Globalization;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Identity.Trust;

/// <summary>
/// PEM files below <c>Keys:Path</c>: <c>signing/*.pem</c> (P-256) and <c>encryption/*.pem</c> (RSA), named by the time they
/// were made. The last name is used for new tokens; the others still verify and decrypt, until their tokens have run out
/// and the file is deleted.
/// </summary>
internal sealed class KeyFiles(IConfiguration configuration, TimeProvider clock)
{
    private const int EncryptionKeySize = 3072;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ECDsaSecurityKey> SigningKeys() =>
        [
            .. Load("signing")
                .Select(pem =>
                {
                    var key = ECDsa.Create();
                    key.ImportFromPem(pem);
                    return Named(new ECDsaSecurityKey(key));
                }),
        ];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RsaSecurityKey> EncryptionKeys() =>
        [
            .. Load("encryption")
                .Select(pem =>
                {
                    var key = RSA.Create();
                    key.ImportFromPem(pem);
                    return Named(new RsaSecurityKey(key));
                }),
        ];

    public void CreateMissing()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CreateIfEmpty("signing", signing.ExportPkcs8PrivateKeyPem);
        using var encryption = RSA.Create(EncryptionKeySize);
        CreateIfEmpty("encryption", encryption.ExportPkcs8PrivateKeyPem);
    }

    private void CreateIfEmpty(string use, Func<string> pem)
    {
        var folder = Folder(use);
        if (!Directory.Exists(folder))
            Create(folder);
        if (Directory.EnumerateFiles(folder, "*.pem").Any())
            return;
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(Path.Combine(folder, name + ".pem"), options);
        writer.Write(pem());
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    private string[] Load(string use)
    {
        var folder = Folder(use);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pem") : [];
        return files.Length > 0
            ? [.. files.OrderByDescending(Path.GetFileName, StringComparer.Ordinal).Select(File.ReadAllText)]
            : throw new InvalidOperationException($"There is no key in {folder}. Start once with --migrate.");
    }

    private string Folder(string use) =>
        Path.Combine(
            configuration["Keys:Path"] ?? throw new InvalidOperationException("Keys:Path is not configured."),
            use
        );

    private static TKey Named<TKey>(TKey key)
        where TKey : SecurityKey
    {
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
