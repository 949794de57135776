using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;

namespace Portal.Architecture.Tests;

/// <summary>Rules of the business know the runtime, each other, the events, what the client library shares and how to refuse; nothing that serves, stores or sends.</summary>
public sealed class DomainTests
{
    private static readonly IReadOnlyList<Type> Domain =
    [
        .. Services.All.In("Domain"),
        .. Services.Rules.GetTypes().Where(type => !type.IsNested),
    ];

    [Fact]
    public void There_is_a_domain_in_every_service() =>
        Assert.All(Services.All, service => Assert.NotEmpty(((System.Reflection.Assembly[])[service]).In("Domain")));

    [Fact]
    public void The_domain_knows_no_technique() => Assert.Empty(Domain.SelectMany(Technique));

    [Theory]
    [InlineData(typeof(StoresItself), typeof(DbContext))]
    [InlineData(typeof(AnswersRequests), typeof(HttpContext))]
    [InlineData(typeof(AsksAround), typeof(HttpClient))]
    [InlineData(typeof(ReadsHeadersInPassing), typeof(MediaTypeHeaderValue))]
    [InlineData(typeof(ChecksItsCaller), typeof(Portal.ServiceDefaults.Caller))]
    public void Technique_in_the_domain_is_caught(Type offender, Type technique) =>
        Assert.Contains($"{offender.Name} uses {technique.FullName}", Technique(offender));

    private static IEnumerable<string> Technique(Type type) =>
        TypeUses.Of(type).Where(used => !IsAllowed(type, used)).Select(used => $"{type.Name} uses {used.FullName}");

    private static bool IsAllowed(Type type, Type used) =>
        used.Namespace is null or "Microsoft.CodeAnalysis" or "Portal.Rules" or "Portal.Licensing.Client"
        || used.Namespace == type.Namespace
        || Is(used, "Portal.Contracts")
        || used == typeof(Portal.ServiceDefaults.Rejection)
        || used.Name.StartsWith("Result`", StringComparison.Ordinal) && used.Namespace == "Portal.ServiceDefaults"
        || Is(used, "System") && !Is(used, "System.Net.Http") && !Is(used, "System.Data") && !Is(used, "System.IO");

    private static bool Is(Type type, string ns) => $"{type.Namespace}.".StartsWith(ns + ".", StringComparison.Ordinal);

    public sealed class StoresItself(DbContext db)
    {
        public Task Save() => db.SaveChangesAsync();
    }

    public sealed class AnswersRequests
    {
        public required Func<HttpContext, Task> Answer { get; init; }
    }

    public sealed class AsksAround
    {
        public static async Task<string> Ask()
        {
            using var client = new HttpClient();
            return await client.GetStringAsync(new Uri("http://somebody"));
        }
    }

    public sealed class ReadsHeadersInPassing
    {
        public static bool IsJson(string text) =>
            MediaTypeHeaderValue.TryParse(text, out var type) && type.MediaType == "application/json";
    }

    public sealed class ChecksItsCaller
    {
        public static bool May(object caller) => caller is Portal.ServiceDefaults.Caller { SeesWholeAccount: true };
    }
}
