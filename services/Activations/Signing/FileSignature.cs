using System.Globalization;
using System.Text;

namespace Portal.Activations.Signing;

/// <summary>
/// Signs a release file, so that a program can verify the download offline: over <c>portal-release-file/v1</c>, name, size and
/// SHA-256, separated by line feeds.
/// </summary>
internal static class FileSignature
{
    public static string Of(string fileName, long size, string sha256, Signer signer) =>
        Convert.ToBase64String(
            signer.Sign(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"portal-release-file/v1\n{fileName}\n{size}\n{sha256}")
                )
            )
        );
}
