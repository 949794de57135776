using System.Security.Cryptography;
using System.Text;

namespace Portal.Activations.Signing;

/// <summary>
/// Encrypts private keys in the database (AES-256-GCM) with the key in the file <c>sealing.key</c> below <c>Keys:Path</c>: neither the
/// file nor a copy of the database is worth anything alone.
/// </summary>
internal sealed class SealingKey(IConfiguration configuration)
{
    private const int Size = 32;
    private static readonly int Nonce = AesGcm.NonceByteSizes.MaxSize,
        Tag = AesGcm.TagByteSizes.MaxSize;
    private readonly Lazy<byte[]> _key = new(() => Read(configuration));

    /// <param name="name">Associated data: opening needs the same.</param>
    public byte[] Seal(byte[] secret, string name)
    {
        var @sealed = new byte[Nonce + secret.Length + Tag];
        RandomNumberGenerator.Fill(@sealed.AsSpan(0, Nonce));
        using var aes = new AesGcm(_key.Value, Tag);
        aes.Encrypt(
            @sealed.AsSpan(0, Nonce),
            secret,
            @sealed.AsSpan(Nonce, secret.Length),
            @sealed.AsSpan(Nonce + secret.Length),
            Encoding.UTF8.GetBytes(name)
        );
        return @sealed;
    }

    public byte[] Open(byte[] @sealed, string name)
    {
        var secret = new byte[@sealed.Length - Nonce - Tag];
        using var aes = new AesGcm(_key.Value, Tag);
        aes.Decrypt(
            @sealed.AsSpan(0, Nonce),
            @sealed.AsSpan(Nonce, secret.Length),
            @sealed.AsSpan(Nonce + secret.Length),
            secret,
            Encoding.UTF8.GetBytes(name)
        );
        return secret;
    }

    /// <summary>Derives a secret for each purpose and subject, so that none has to be stored.</summary>
    public byte[] Derive(string purpose, string subject) =>
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{purpose}\n{subject}"));

    public void CreateMissing()
    {
        var file = FileOf(configuration);
        if (File.Exists(file))
            return;
        var folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
    }

    private static byte[] Read(IConfiguration configuration)
    {
        var file = FileOf(configuration);
        var bytes = File.Exists(file)
            ? Convert.FromBase64String(File.ReadAllText(file).Trim())
            : throw new InvalidOperationException($"There is no {file}. Start once with --migrate.");
        return bytes.Length == Size
            ? bytes
            : throw new InvalidOperationException($"{file} does not hold {Size} bytes in base64.");
    }

    private static string FileOf(IConfiguration configuration) =>
        Path.Combine(
            configuration["Keys:Path"] ?? throw new InvalidOperationException("Keys:Path is not configured."),
            "sealing.key"
        );
}
