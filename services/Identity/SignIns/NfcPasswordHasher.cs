using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Portal.Identity.SignIns;

/// <summary>
/// PBKDF2 with HMAC-SHA-512 and 210,000 rounds (OWASP Password Storage Cheat Sheet). The same characters typed on different
/// keyboards are the same password: NFC before hashing (RFC 8265, section 4.2).
/// </summary>
internal sealed class NfcPasswordHasher()
    : PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }))
{
    private const int Rounds = 210_000;

    public override string HashPassword(User user, string password) => base.HashPassword(user, Nfc(password));

    public override PasswordVerificationResult VerifyHashedPassword(
        User user,
        string hashedPassword,
        string providedPassword
    ) => base.VerifyHashedPassword(user, hashedPassword, Nfc(providedPassword));

    // Half a surrogate pair has no normal form, and is nobody's password.
    private static string Nfc(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }
}
