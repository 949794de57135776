using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.Signing;

/// <summary>The signing keys, cached for <see cref="MaxAge"/> and refreshed in the background. Once read, signing goes on while the database is away.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, SealingKey sealing, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(15);
    private volatile Ring? _ring;
    private int _refreshing;

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

    /// <summary>This process changed the keys: the next answer reads them again. Other replicas do within <see cref="MaxAge"/>.</summary>
    public void Expire() => _ring = null;

    private ValueTask<Ring> Keys(CancellationToken cancellationToken)
    {
        if (_ring is not { } cached)
            return new(Read(cancellationToken));
        if (clock.GetElapsedTime(cached.ReadAt) > MaxAge && Interlocked.Exchange(ref _refreshing, 1) == 0)
            _ = Refresh();
        return new(cached);
    }

    /// <summary>In the background. While the database is away, the cached keys stay in use.</summary>
    private async Task Refresh()
    {
        await Task.Yield();
        try
        {
            await Read(CancellationToken.None);
        }
        catch (Exception) when (_ring is { } cached)
        {
            _ring = cached with { ReadAt = clock.GetTimestamp() };
        }
        finally
        {
            Volatile.Write(ref _refreshing, 0);
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
