using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Export;
using Portal.Ctl.Import;
using Portal.Ctl.Management;
using Portal.Testing;

namespace Portal.Clients.Tests;

/// <summary>What portalctl sends and reads, and the services' documents, member by member.</summary>
public sealed partial class CtlClientTests(PortalApp app)
{
    private const string Management = "/management";

    /// <summary>The items of these lists; null: the answer itself.</summary>
    private static readonly Dictionary<Type, (string Service, string Method, string Path, string? List)> Read = new()
    {
        [typeof(ExportedLicense)] = ("license", "GET", "/licenses", "items"),
        [typeof(ArrivedLicense)] = ("license", "GET", "/licenses", "items"),
        [typeof(ExportedActivation)] = ("activation", "GET", "/activations", "items"),
        [typeof(ExportedBlocked)] = ("activation", "GET", "/blocked-identifiers", "items"),
        [Nested(typeof(ActivationBatch), "Answer")] = ("activation", "POST", "/activations/batches", null),
    };

    [Fact]
    public async Task It_reads_what_the_documents_describe()
    {
        var findings = new List<string>();
        foreach (var (type, (service, method, path, list)) in Read)
        {
            var document = await OpenApiDocument.Of(app, service);
            var answer = document.Response(document.Find(method, Management + path)!)!;
            var schema = list is null ? answer : document.Read(document.Read(answer).Properties![list]!).Items!;
            findings.AddRange(new Contract(document).Unreadable(type, schema, type.Name));
        }
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task It_sends_what_the_documents_describe()
    {
        var catalogue = CatalogueReader.Read(Path.Combine(AppContext.BaseDirectory, "demo"));
        var requests = new ImportRequests(catalogue, TimeProvider.System.GetUtcNow());
        var id = Guid.CreateVersion7();
        var sent = new Dictionary<(string Service, string Path), IEnumerable<object>>
        {
            [("license", "/products")] = catalogue.Products.Select(ImportRequests.Of),
            [("license", "/policies")] = catalogue.Policies.Select(requests.Of),
            [("license", "/licenses")] = catalogue.Licenses.Select(requests.Of),
            [("license", $"/licenses/batches/{id}")] =
            [
                new { PolicyId = id, Licenses = catalogue.Licenses.Select(requests.InBatch) },
            ],
            [("identity", "/accounts")] = catalogue.Accounts.Select(ImportRequests.Of),
            [("identity", $"/accounts/{id}/members")] = catalogue
                .Accounts.SelectMany(account => account.Members)
                .Select(ImportRequests.Of),
            [("activation", "/activations/batches")] =
            [
                new { Activations = catalogue.Activations.Select(requests.Of) },
            ],
            [("activation", "/blocked-identifiers")] = catalogue.Blocked.Select(requests.Of),
            [("download", "/releases")] = catalogue.Releases.Select(requests.Of),
        };
        var findings = new List<string>();
        foreach (var ((service, path), bodies) in sent)
        {
            var document = await OpenApiDocument.Of(app, service);
            var operation = document.Find("POST", Management + path);
            Assert.True(operation is not null, path);
            Assert.NotEmpty(bodies);
            foreach (var body in bodies)
                findings.AddRange(
                    new Contract(document).Unsendable(
                        JsonSerializer.SerializeToNode(body, ManagementJson.Options),
                        document.Request(operation)!,
                        path
                    )
                );
        }
        Assert.True(findings.Count == 0, string.Join('\n', findings.Distinct()));
    }

    [Fact]
    public async Task What_disagrees_is_caught()
    {
        var document = await OpenApiDocument.Of(app, "identity");
        var schema = document.Request(document.Find("POST", Management + "/accounts")!)!;
        Assert.Equal(
            [
                "request.name is required and missing",
                "request.kind is 7, not an enumeration",
                "request.colour is not in the document",
            ],
            new Contract(document).Unsendable(JsonNode.Parse("""{ "kind": 7, "colour": "blue" }"""), schema, "request")
        );
    }

    [Fact]
    public void No_type_that_it_reads_is_forgotten()
    {
        var tools = new DirectoryInfo(Path.Combine(Root(), "tools", "portalctl"));
        var read = tools
            .EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reads().Matches(File.ReadAllText(file.FullName)))
            .Select(match => match.Groups[1].Value)
            .Where(name => name != "T")
            .Distinct()
            .Order(StringComparer.Ordinal);
        // A snapshot is a part of a license; what a policy has of it is read with its own name put in.
        Assert.Equal(
            Read.Keys.Select(type => type.Name).Append(nameof(ExportedSnapshot)).Order(StringComparer.Ordinal),
            read
        );
    }

    private static Type Nested(Type outer, string name) =>
        outer.GetNestedType(name, System.Reflection.BindingFlags.NonPublic)!;

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../.."));

    [GeneratedRegex(@"\b(?:As|WriteCsv)<(\w+)>")]
    private static partial Regex Reads();
}
