using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.Signing;

/// <summary>The signing keys in this process, at most <see cref="Age"/> old. Once read it signs on without the database.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, SealingKey sealing, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(15);
    private volatile Ring? _ring;
    private int _reading;

    private sealed record Ring(
        IReadOnlyList<SigningKey> Keys,
        IReadOnlyDictionary<string, Signer> Signers,
        long ReadAt
    );

    /// <summary>Published keys, the oldest first.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> Published(CancellationToken cancellationToken) =>
        (await Keys(cancellationToken)).Keys;

    /// <summary>The key that signs now.</summary>
    public async ValueTask<Signer> Current(CancellationToken cancellationToken)
    {
        var keys = await Keys(cancellationToken);
        var key = SigningKey.Current(keys.Keys, clock.GetUtcNow())
            ?? throw new InvalidOperationException("There is no signing key. Start once with --migrate.");
        return keys.Signers[key.Id];
    }

    public SigningKey New(DateTimeOffset now)
    {
        using var key = Key.Create(
            SignatureAlgorithm.Ed25519,
            new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }
        );
        var @public = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        var id = Thumbprint(@public);
        return new()
        {
            Id = id,
            PublicKey = @public,
            PrivateKey = sealing.Seal(key.Export(KeyBlobFormat.RawPrivateKey), id),
            CreatedAt = now,
        };
    }

    /// <summary>The next answer sees what this process has changed.</summary>
    public void Invalidate() => _ring = null;

    private ValueTask<Ring> Keys(CancellationToken cancellationToken)
    {
        if (_ring is not { } known)
            return new(Read(cancellationToken));
        if (clock.GetElapsedTime(known.ReadAt) > Age && Interlocked.Exchange(ref _reading, 1) == 0)
            _ = ReadAgain();
        return new(known);
    }

    /// <summary>Beside the answers: while the database is away, the keys at hand still sign.</summary>
    private async Task ReadAgain()
    {
        await Task.Yield();
        try
        {
            await Read(CancellationToken.None);
        }
        catch (Exception) when (_ring is { } known)
        {
            _ring = known with { ReadAt = clock.GetTimestamp() };
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    private async Task<Ring> Read(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keys = await scope
            .ServiceProvider.GetRequiredService<ActivationDb>()
            .SigningKeys.AsNoTracking()
            .OrderBy(key => key.CreatedAt)
            .ToListAsync(cancellationToken);
        return _ring = new(keys, keys.ToDictionary(key => key.Id, Signer), clock.GetTimestamp());
    }

    private Signer Signer(SigningKey key) =>
        new(
            key.Id,
            Key.Import(SignatureAlgorithm.Ed25519, sealing.Open(key.PrivateKey, key.Id), KeyBlobFormat.RawPrivateKey)
        );

    private static string Thumbprint(byte[] publicKey) =>
        Base64Url.EncodeToString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(publicKey)}}"}"""
                )
            )
        );
}

/// <summary>Signs with one key.</summary>
internal sealed class Signer(string keyId, Key key)
{
    public const string Algorithm = "ed25519";

    public string KeyId => keyId;

    /// <summary>Over exactly these bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);
}
