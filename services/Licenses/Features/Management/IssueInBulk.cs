using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>
/// Issues up to a million equal licenses in one request. The answer is a stream of lines of JSON, one for each batch of 2,000 as
/// soon as it is committed; a batch is issued whole or not at all. The last line has <c>done</c> equal to <c>of</c>: an answer that ends
/// before was cut off, and the same request under the same Idempotency-Key answers what is there and issues the rest. A refusal
/// of the first batch is the status of the answer; a later one is the last line, as <c>problem</c>. Another count under the same key
/// changes how far the work goes, nothing else; each batch is as the policy is when it is issued.
/// </summary>
internal static class IssueInBulk
{
    // Part of what makes a batch the same: never change it.
    private const int BatchSize = 2000;

    /// <param name="AccountId">Owner; null: nobody yet.</param>
    /// <param name="Each">What each license is like, without id and key. Absent: as the policy says.</param>
    public sealed record Request(
        Guid PolicyId,
        Guid? AccountId,
        [property: Range(1, 1_000_000)] int Count,
        LicenseInput? Each
    );

    /// <param name="Done">How many are issued so far.</param>
    /// <param name="Of">How many are wanted.</param>
    /// <param name="Items">The licenses of this batch; the same in the same place when the request is repeated.</param>
    /// <param name="Problem">Why it ends here.</param>
    public sealed record Line(int Done, int Of, IReadOnlyList<ManagedLicense> Items, LineProblem? Problem);

    public sealed record LineProblem(string Code, string Title, int Status);

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/licenses/bulk", Handle).Produces<Line>(StatusCodes.Status200OK, "application/x-ndjson");

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Handle(
        Request request,
        [FromHeader(Name = "Idempotency-Key"), Required, StringLength(200, MinimumLength = 8)] string idempotencyKey,
        Actor actor,
        LicenseDb db,
        LicenseBatches batches,
        CancellationToken cancellationToken
    )
    {
        var first = await Batch(0);
        return first.Rejection is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Stream(Write, "application/x-ndjson");

        async Task Write(Stream stream)
        {
            var (batch, done) = (first, 0);
            for (var number = 0; ; batch = await Batch(++number))
            {
                var problem = batch.Is(out var issued, out var rejection)
                    ? null
                    : new LineProblem(rejection.Code, rejection.Message, rejection.Status);
                IReadOnlyList<ManagedLicense> items = issued?.Items ?? [];
                done += items.Count;
                await JsonSerializer.SerializeAsync(
                    stream,
                    new Line(done, request.Count, items, problem),
                    Wire.Options,
                    cancellationToken
                );
                await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
                await stream.FlushAsync(cancellationToken);
                if (done == request.Count || problem is not null)
                    return;
            }
        }

        async Task<Result<LicenseBatches.Issued>> Batch(int number)
        {
            var size = Math.Min(BatchSize, request.Count - number * BatchSize);
            var result = await batches.Issue(IdOf(number, idempotencyKey), Of(request, size), actor, cancellationToken);
            // Tracking up to a million licenses would exhaust memory.
            db.ChangeTracker.Clear();
            return result;
        }
    }

    private static LicenseBatch Of(Request request, int size) =>
        request.Each is { } each
            ? new(request.PolicyId, request.AccountId, [.. Enumerable.Repeat(each, size)], null)
            : new(request.PolicyId, request.AccountId, null, size);

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) that key and number decide.</summary>
    private static Guid IdOf(int number, string key)
    {
        var id = SHA256
            .HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}/{key}")))
            .AsSpan(0, 16);
        (id[6], id[8]) = ((byte)(id[6] & 0x0F | 0x80), (byte)(id[8] & 0x3F | 0x80));
        return new Guid(id, bigEndian: true);
    }
}
