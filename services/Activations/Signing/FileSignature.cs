using System.Globalization;
using System.Text;
using Portal.Activations.Protocols.Updates;

namespace Portal.Activations.Signing;

/// <summary>
/// Proves that a file is the one which was offered, later and without an answer from here: over <c>portal-release-file/v1</c>, its
/// name, its size and its SHA-256, with a line feed between each.
/// </summary>
internal static class FileSignature
{
    public static string Of(ReleaseFile file, Signer signer) =>
        Convert.ToBase64String(
            signer.Sign(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"portal-release-file/v1\n{file.FileName}\n{file.Size}\n{file.Sha256}"
                    )
                )
            )
        );
}
