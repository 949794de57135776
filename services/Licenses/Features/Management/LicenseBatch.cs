using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Licenses that are issued together, all or none.</summary>
/// <param name="AccountId">Owner of those that name none.</param>
/// <param name="Licenses">Which; or instead</param>
/// <param name="Count">how many.</param>
public sealed record LicenseBatch(
    Guid PolicyId,
    Guid? AccountId,
    [property: MaxLength(LicenseBatch.Max)] IReadOnlyList<LicenseInput?>? Licenses,
    [property: Range(1, LicenseBatch.Max)] int? Count
)
{
    /// <summary>Licenses in a batch.</summary>
    public const int Max = 5000;

    internal string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, Wire.Options)));

    internal IEnumerable<LicenseInput> Inputs() =>
        (Licenses?.OfType<LicenseInput>() ?? Enumerable.Repeat(new LicenseInput(), Count ?? 0)).Select(input =>
            input with
            {
                AccountId = input.AccountId ?? AccountId,
            }
        );
}
