using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Portal.Licensing.Client;

/// <summary>
/// Members of newer frameworks for older targets. Where the framework has one itself, the compiler prefers that one to an extension, so
/// that nothing is compiled by condition.
/// </summary>
internal static class Polyfills
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            object? argument,
            [CallerArgumentExpression(nameof(argument))] string? paramName = null
        )
        {
            if (argument is null)
                throw new ArgumentNullException(paramName);
        }
    }

    extension(SHA256)
    {
        public static byte[] HashData(byte[] source)
        {
            using var sha = SHA256.Create();
            return sha.ComputeHash(source);
        }
    }

    extension(HMACSHA256)
    {
        public static byte[] HashData(byte[] key, byte[] source)
        {
            using var hmac = new HMACSHA256(key);
            return hmac.ComputeHash(source);
        }
    }

    extension(RandomNumberGenerator)
    {
        public static byte[] GetBytes(int count)
        {
            var bytes = new byte[count];
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(bytes);
            return bytes;
        }
    }

    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) =>
            BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
    }

    extension(OperatingSystem)
    {
        public static bool IsLinux() => Is("LINUX");

        public static bool IsMacOS() => Is("OSX");

        public static bool IsWindows() => Is("WINDOWS");
    }

    extension(File)
    {
        public static void Move(string source, string destination, bool overwrite)
        {
            if (overwrite && File.Exists(destination))
                File.Replace(source, destination, null);
            else
                File.Move(source, destination);
        }
    }

    public static Task<byte[]> ReadAsByteArrayAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
#pragma warning disable CA2016 // The older target has no other.
        return content.ReadAsByteArrayAsync();
#pragma warning restore CA2016
    }

    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
#pragma warning disable CA2016 // The older target has no other.
        return content.ReadAsStreamAsync();
#pragma warning restore CA2016
    }

    private static bool Is(string system) =>
        System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(
            System.Runtime.InteropServices.OSPlatform.Create(system)
        );
}
