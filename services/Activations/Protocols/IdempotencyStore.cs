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

/// <summary>An answer as it goes out, and as it can be given again.</summary>
internal sealed record Answer(int Status, string Body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType =
            Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        return httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}

/// <summary>The same Idempotency-Key with the same question gets the same answer, stored in the transaction of the decision.</summary>
internal sealed class IdempotencyStore(ActivationDb db, IOptions<JsonOptions> json, TimeProvider clock)
{
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    public const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 255;

    /// <param name="key">Null: the caller asks for nothing to be remembered.</param>
    public async Task<Answer> Once(
        LicenseCopy license,
        string? key,
        object question,
        Func<Task<Answer>> decide,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(key))
            return await decide();
        if (key.Length > MaxKeyLength)
            return Of(Rejections.KeyInvalid.ToProblem());
        var (now, validation) = (clock.GetUtcNow(), Hash(question));
        var before = now - Retention;
        await db
            .Answers.Where(row => row.LicenseId == license.Id && row.Key == key && row.At < before)
            .ExecuteDeleteAsync(cancellationToken);
        if (
            await db
                .Answers.AsNoTracking()
                .SingleOrDefaultAsync(row => row.LicenseId == license.Id && row.Key == key, cancellationToken) is
            { } given
        )
            return given.Question == validation ? new(given.Status, given.Body) : Of(Rejections.KeyReused.ToProblem());
        var answer = await decide();
        db.Answers.Add(
            new StoredAnswer
            {
                LicenseId = license.Id,
                Key = key,
                Question = validation,
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

    private string Hash(object question) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    JsonSerializer.Serialize(question, question.GetType(), json.Value.SerializerOptions)
                )
            )
        );
}
