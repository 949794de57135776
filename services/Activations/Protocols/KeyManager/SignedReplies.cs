namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Writes and signs answers with the key of the caller's product.</summary>
internal sealed class SignedReplies(ProductKeys keys, TimeProvider clock)
{
    public ValueTask<Answer> Of(Reply reply, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(Unsigned(reply, call), ProductOf(reply, call), cancellationToken);

    public ValueTask<Answer> Of(Answer unsigned, KeyManagerCall call, CancellationToken cancellationToken) =>
        Sign(unsigned, call.Caller?.Product.Id, cancellationToken);

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
        return unsigned with { Body = Envelope.Seal(unsigned.Body, Envelope.Signature(unsigned.Body, key)) };
    }
}
