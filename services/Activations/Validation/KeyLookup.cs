using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Rules;

namespace Portal.Activations.Validation;

/// <summary>Which license a key means that was typed, pasted or sent.</summary>
internal static class KeyLookup
{
    private const int MaxMatches = 10;

    /// <summary>The hash of the stored key that is meant; that of the typed one where there is none.</summary>
    public static async Task<string> StoredHash(
        this ActivationDb db,
        TypedKey key,
        CancellationToken cancellationToken
    ) =>
        await db.Licenses.AnyAsync(license => license.KeyHash == key.Hash, cancellationToken)
            ? key.Hash
            : await db.FoldedMatch(key, cancellationToken) ?? key.Hash;

    /// <summary>For a key that no license has exactly: the hash of the only one that it can mean. Null: none, or several.</summary>
    public static async Task<string?> FoldedMatch(
        this ActivationDb db,
        TypedKey key,
        CancellationToken cancellationToken
    )
    {
        var forms = key.FoldedHashes;
        if (forms.Count == 0)
            return null;
        var found = await db
            .Licenses.Where(license => forms.Contains(license.FoldedKeyHash))
            .Select(license => new { license.KeyHash, license.FoldedKeyHash })
            .Take(MaxMatches)
            .ToListAsync(cancellationToken);
        var meant = forms
            .Select(form => found.FindAll(match => match.FoldedKeyHash == form))
            .FirstOrDefault(matches => matches.Count > 0);
        return meant is [var only] ? only.KeyHash : null;
    }
}
