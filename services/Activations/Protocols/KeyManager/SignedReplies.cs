using System.Collections.Concurrent;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Writes and signs answers with the key of the caller's product.</summary>
internal sealed class SignedReplies(ProductKeys keys, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(Guid? ProductId, int Code), Refusal> _refusals = [];

    private sealed record Refusal(long Second, Lazy<Task<Answer>> Answer);

    public ValueTask<Answer> Of(Reply reply, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(Unsigned(reply, call), ProductOf(reply, call), cancellationToken);

    public ValueTask<Answer> Of(Answer unsigned, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(unsigned, call.Caller?.Product.Id, cancellationToken);

    /// <summary>
    /// A refusal of the caller itself has nothing of the caller in it, so one signature serves all of a product for a second: whoever
    /// knocks without a good key costs no private operation.
    /// </summary>
    public Task<Answer> OfRefusal(Reply reply, KeyManagerCall call)
    {
        var (second, key) = (clock.GetUtcNow().ToUnixTimeSeconds(), (call.Caller?.Product.Id, reply.Code));
        return _refusals
            .AddOrUpdate(
                key,
                _ => New(),
                (_, latest) => latest.Second == second && !latest.Answer.Value.IsFaulted ? latest : New()
            )
            .Answer.Value;

        Refusal New() => new(second, new(() => Of(reply, call, CancellationToken.None).AsTask()));
    }

    /// <summary>As it is stored for an Idempotency-Key.</summary>
    public Answer Unsigned(Reply reply, KeyManagerCall call) =>
        new(
            KeyManagerCode.StatusOf(reply.Code),
            reply.Body(ProductOf(reply, call) is null ? "global" : "product", clock.GetUtcNow())
        );

    private static Guid? ProductOf(Reply reply, KeyManagerCall call) => reply.ProductId ?? call.Caller?.Product.Id;

    private async ValueTask<Answer> Sign(Answer unsigned, Guid? productId, CancellationToken cancellationToken)
    {
        var key = await keys.Signing(productId, cancellationToken);
        return unsigned with
        {
            Body = Envelope.Seal(unsigned.Body, Envelope.Signature(unsigned.Body, key)),
            IsProblem = false,
        };
    }
}
