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

/// <summary>
/// Replays the stored answer when a request comes again with its Idempotency-Key, for as long as what it says is true: an activation
/// that has ended is not confirmed again. Answers are stored in the transaction of the decision; refusals are not.
/// </summary>
internal sealed class IdempotencyStore(ActivationDb db, IOptions<JsonOptions> json, TimeProvider clock)
{
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    public const string Header = "Idempotency-Key";
    public const int MaxAnswers = 100;
    private const int MaxKeyLength = 255;

    /// <param name="license">Locked.</param>
    /// <param name="key">Null: not idempotent, the answer is not stored.</param>
    public async Task<Answer> Once(
        LicenseCopy license,
        string? key,
        object request,
        Func<Task<Decided>> decide,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(key))
            return (await decide()).Answer;
        if (key.Length > MaxKeyLength)
            return Of(Rejections.KeyInvalid.ToProblem());
        var hash = Hash(request);
        if (await Stored(license.Id, key, cancellationToken) is { } stored)
            return stored.Question == hash ? new(stored.Status, stored.Body) : Of(Rejections.KeyReused.ToProblem());
        var decided = await decide();
        if (decided.About is { } activation)
            await Store(license.Id, key, hash, decided.Answer, activation, cancellationToken);
        return decided.Answer;
    }

    /// <summary>Null: there is none, or none that is still true.</summary>
    private Task<StoredAnswer?> Stored(Guid licenseId, string key, CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow() - Retention;
        return db
            .Answers.AsNoTracking()
            .Where(row => row.LicenseId == licenseId && row.Key == key && row.At >= oldest)
            .Where(row =>
                db.Activations.Any(about =>
                    about.Id == row.ActivationId
                    && (
                        row.SaysActive
                            ? about.DeactivatedAt == null
                            : !db.Activations.Any(active =>
                                active.LicenseId == licenseId
                                && active.Identifier == about.Identifier
                                && active.DeactivatedAt == null
                            )
                    )
                )
            )
            .SingleOrDefaultAsync(cancellationToken);
    }

    private async Task Store(
        Guid licenseId,
        string key,
        string question,
        Answer answer,
        Activation about,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        await MakeRoom(licenseId, key, now - Retention, cancellationToken);
        db.Answers.Add(
            new StoredAnswer
            {
                LicenseId = licenseId,
                Key = key,
                Question = question,
                ActivationId = about.Id,
                SaysActive = about.DeactivatedAt is null,
                Status = answer.Status,
                Body = answer.Body,
                At = now,
            }
        );
    }

    private Task<int> MakeRoom(
        Guid licenseId,
        string key,
        DateTimeOffset oldest,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM given_answers WHERE license_id = {licenseId} AND (key = {key} OR at < {oldest} OR key IN (
                SELECT key FROM given_answers WHERE license_id = {licenseId} ORDER BY at DESC, key OFFSET {MaxAnswers
                - 1}))
            """,
            cancellationToken
        );

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
