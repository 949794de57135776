using System.Collections.Concurrent;
using Portal.Activations.Data;

namespace Portal.Activations.KeyManager;

/// <summary>Writes and signs answers with the key of the caller's product.</summary>
internal sealed class SignedReplies(ProductKeys keys, TimeProvider clock)
{
    private const int Most = 2_000, Longest = 8 * 1024;

    // A signature is dear and always the same for the same text, which changes with the second. A text repeats what was sent: who
    // sends much must not fill the memory.
    private readonly ConcurrentDictionary<(Guid Key, string Body), string> signatures = [];

    public ValueTask<Answer> Of(Reply reply, KeyManagerCall call, CancellationToken cancellationToken) => Of(Unsigned(reply, call), call, cancellationToken);

    public async ValueTask<Answer> Of(Answer unsigned, KeyManagerCall call, CancellationToken cancellationToken)
    {
        var (id, key) = await keys.Signing(call.Caller?.Product.Id, cancellationToken);
        if (signatures.Count >= Most)
            signatures.Clear();
        var signature = unsigned.Body.Length > Longest ? Envelope.Signature(unsigned.Body, key) : signatures.GetOrAdd((id, unsigned.Body), known => Envelope.Signature(known.Body, key));
        return unsigned with { Body = Envelope.Seal(unsigned.Body, signature) };
    }

    /// <summary>As it is remembered for an Idempotency-Key.</summary>
    public Answer Unsigned(Reply reply, KeyManagerCall call) =>
        new(KeyManagerCode.StatusOf(reply.Code), reply.Body(call.Caller is null ? "global" : "product", clock.GetUtcNow()));
}
