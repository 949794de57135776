using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Portal.Testing;

namespace Portal.Identity.Tests;

/// <summary>The vendor's operator: creates the customers that a test needs, and changes things behind their backs.</summary>
internal sealed class Vendor(PortalApp app, HttpClient management)
{
    public const string Password = "a long enough password";

    public static async Task<Vendor> Of(PortalApp app) => new(app, await new Operator(app).Client("identity"));

    public Task<HttpResponseMessage> CreateAccount(object account) =>
        management.PostAsJsonAsync("management/accounts", account);

    public Task<HttpResponseMessage> AddMember(Guid accountId, object member) =>
        management.PostAsJsonAsync($"management/accounts/{accountId}/members", member);

    public Task<HttpResponseMessage> ListAccounts(string query = "") =>
        management.GetAsync($"management/accounts{query}");

    public async Task<Guid> Account(string name = "Northwind", string kind = "organization")
    {
        using var answer = await CreateAccount(new { name, kind });
        return Guid.Parse((await answer.EnsureSuccessStatusCode().Json()).Text("id"));
    }

    /// <summary>Somebody new, member of <paramref name="accountId"/> or of an account of their own.</summary>
    public async Task<Person> Person(Guid? accountId = null, string role = "owner")
    {
        var account = accountId ?? await Account();
        var email = $"{Guid.NewGuid():N}@example.com";
        using var answer = await AddMember(
            account,
            new
            {
                email,
                displayName = "Robin Doe",
                role,
                password = Password,
            }
        );
        return new Person(Guid.Parse((await answer.EnsureSuccessStatusCode().Json()).Text("id")), account, email);
    }

    public async Task Sql(string statement, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("identitydb"));
        await using var command = database.CreateCommand(statement);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}

internal sealed record Person(Guid Id, Guid AccountId, string Email);

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static async Task<string> ProblemCode(this HttpResponseMessage answer) => (await answer.Json()).Text("code");
}
