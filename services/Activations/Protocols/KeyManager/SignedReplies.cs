using System.Collections.Concurrent;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Writes and signs answers with the key of the caller's product.</summary>
internal sealed class SignedReplies(ProductKeys keys, TimeProvider clock)
{
    private const int Max = 2_000,
        MaxAge = 8 * 1024;

    // A signature is dear and always the same for the same text, which changes with the second. A text repeats what was sent: who
    // sends much must not fill the memory.
    private readonly ConcurrentDictionary<(Guid Key, string Body), string> _signatures = [];

    public ValueTask<Answer> Of(Reply reply, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(Unsigned(reply, call), ProductOf(reply, call), cancellationToken);

    public ValueTask<Answer> Of(Answer unsigned, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(unsigned, call.Caller?.Product.Id, cancellationToken);

    /// <summary>As it is remembered for an Idempotency-Key.</summary>
    public Answer Unsigned(Reply reply, KeyManagerCall call) =>
        new(
            KeyManagerCode.StatusOf(reply.Code),
            reply.Body(ProductOf(reply, call) is null ? "global" : "product", clock.GetUtcNow())
        );

    private static Guid? ProductOf(Reply reply, KeyManagerCall call) => reply.ProductId ?? call.Caller?.Product.Id;

    private async ValueTask<Answer> Sign(Answer unsigned, Guid? productId, CancellationToken cancellationToken)
    {
        var (id, key) = await keys.Signing(productId, cancellationToken);
        if (unsigned.Body.Length > MaxAge)
            return unsigned with { Body = Envelope.Seal(unsigned.Body, Envelope.Signature(unsigned.Body, key)) };
        if (_signatures.Count >= Max)
            _signatures.Clear();
        return unsigned with
        {
            Body = Envelope.Seal(
                unsigned.Body,
                _signatures.GetOrAdd((id, unsigned.Body), known => Envelope.Signature(known.Body, key))
            ),
        };
    }
}
