using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols;

/// <summary>Replays the stored answer when a request comes again with its Idempotency-Key. Answers are stored in the transaction of the decision.</summary>
internal sealed class IdempotencyStore(ActivationDb db, IOptions<JsonOptions> json, TimeProvider clock)
{
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    public const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 255;

    /// <param name="key">Null: not idempotent, the answer is not stored.</param>
    public async Task<Answer> Once(
        LicenseCopy license,
        string? key,
        object request,
        Func<Task<Answer>> decide,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(key))
            return await decide();
        if (key.Length > MaxKeyLength)
            return Of(Rejections.KeyInvalid.ToProblem());
        var (now, hash) = (clock.GetUtcNow(), Hash(request));
        var expired = now - Retention;
        await db
            .Answers.Where(row => row.LicenseId == license.Id && row.Key == key && row.At < expired)
            .ExecuteDeleteAsync(cancellationToken);
        if (
            await db
                .Answers.AsNoTracking()
                .SingleOrDefaultAsync(row => row.LicenseId == license.Id && row.Key == key, cancellationToken) is
            { } stored
        )
            return stored.Question == hash ? new(stored.Status, stored.Body) : Of(Rejections.KeyReused.ToProblem());
        var answer = await decide();
        db.Answers.Add(
            new StoredAnswer
            {
                LicenseId = license.Id,
                Key = key,
                Question = hash,
                Status = answer.Status,
                Body = answer.Body,
                At = now,
            }
        );
        return answer;
    }

    public Answer Of<T>(int status, T body) =>
        new(status, JsonSerializer.Serialize(body, json.Value.SerializerOptions));

    public Answer Of(ProblemHttpResult problem) => Of(problem.StatusCode, problem.ProblemDetails);

    private string Hash(object request) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    JsonSerializer.Serialize(request, request.GetType(), json.Value.SerializerOptions)
                )
            )
        );
}
