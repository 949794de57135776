using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Portal.Testing.Sequences;

/// <summary>Says in License's place what became of a license: in any order, and as often as it likes.</summary>
public sealed class LicenseNews : IAsyncDisposable
{
    private const string Exchange = "portal.licensing.v1.license-changed";
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Guid _product;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private LicenseNews(IConnection connection, IChannel channel, Guid product) =>
        (_connection, _channel, _product) = (connection, channel, product);

    public static async Task<LicenseNews> Of(PortalApp app)
    {
        var product = await new Catalogue(app).NewProduct();
        var connection = await new ConnectionFactory
        {
            Uri = new Uri(await app.ConnectionString("rabbitmq")),
        }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync(), product.Id);
    }

    public async Task Tell(Guid license, string key, int version, Terms terms)
    {
        var now = TimeProvider.System.GetUtcNow();
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                licenseId = license,
                version = 1 + (3L * version),
                changedAt = now,
                keyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
                keyHint = key[^4..],
                productId = _product,
                issuedAt = now,
                accountId = license,
                assigneeIds = Array.Empty<Guid>(),
                activationLimit = terms.Limit,
                expiresAt = now.AddDays(terms.Expired ? -1 : 100),
                graceDays = 0,
                edition = Edition(version),
                suspendedAt = terms.Suspended ? now : (DateTimeOffset?)null,
                revokedAt = terms.Revoked ? now : (DateTimeOffset?)null,
                entitlements = Array.Empty<object>(),
                downloadBeforeActivation = true,
                downloadAfterExpiry = false,
            }
        );
        await _turn.WaitAsync();
        try
        {
            await _channel.BasicPublishAsync(
                Exchange,
                "",
                mandatory: false,
                new BasicProperties
                {
                    ContentType = "application/json",
                    MessageId = Guid.NewGuid().ToString(),
                    Persistent = true,
                },
                message
            );
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>By which a validation shows what its answer is based on.</summary>
    public static string Edition(int version) => $"version {version}";

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _turn.Dispose();
    }
}
