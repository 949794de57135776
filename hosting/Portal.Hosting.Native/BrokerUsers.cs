using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Hosting.Native;

/// <summary>A process at the broker, with the rights it needs and no others.</summary>
/// <param name="Owns">Names of exchanges and queues that it declares and writes, as a regular expression.</param>
/// <param name="Reads">Names of exchanges that it binds its queues to, as a regular expression.</param>
public sealed record BrokerUser(string Name, ParameterResource Password, string Owns, string Reads);

/// <summary>
/// Everybody who may sign in to the broker when it starts, as a file of definitions that RabbitMQ loads (<c>load_definitions</c>).
/// Users that were made meanwhile stay as they are.
/// </summary>
public sealed class BrokerUsers(string administrator, ParameterResource password)
{
    private readonly List<BrokerUser> _users = [];

    /// <summary>The one user who may do everything. Services never get to know it.</summary>
    public string Administrator => administrator;

    /// <summary>Adds a process; before the broker starts.</summary>
    public void Add(BrokerUser user) => _users.Add(user);

    /// <summary>The file's content. It holds salted hashes of the passwords.</summary>
    public async Task<string> DefinitionsAsync(CancellationToken cancellationToken)
    {
        var users = new JsonArray { User(administrator, await Value(password), "administrator") };
        var permissions = new JsonArray { Permission(administrator, ".*", ".*", ".*") };
        foreach (var user in _users)
        {
            users.Add(User(user.Name, await Value(user.Password), ""));
            permissions.Add(Permission(user.Name, user.Owns, user.Owns, $"{user.Owns}|{user.Reads}"));
        }
        return new JsonObject
        {
            ["vhosts"] = new JsonArray { new JsonObject { ["name"] = "/" } },
            ["users"] = users,
            ["permissions"] = permissions,
            ["policies"] = new JsonArray { UnreadSubscribers() },
        }.ToJsonString();

        async Task<string> Value(ParameterResource parameter) => (await parameter.GetValueAsync(cancellationToken))!;
    }

    /// <summary>A subscriber that went away must not fill the disk: its queue keeps the newest 256 MB.</summary>
    private static JsonObject UnreadSubscribers() =>
        new()
        {
            ["vhost"] = "/",
            ["name"] = "subscribers",
            ["pattern"] = @"^sub\.",
            ["apply-to"] = "queues",
            ["priority"] = 0,
            ["definition"] = new JsonObject { ["max-length-bytes"] = 256 * 1024 * 1024, ["overflow"] = "drop-head" },
        };

    private static JsonObject User(string name, string password, string tags) =>
        new()
        {
            ["name"] = name,
            ["password_hash"] = Hash(password),
            ["hashing_algorithm"] = "rabbit_password_hashing_sha256",
            ["tags"] = tags,
        };

    private static JsonObject Permission(string user, string configure, string write, string read) =>
        new()
        {
            ["user"] = user,
            ["vhost"] = "/",
            ["configure"] = configure,
            ["write"] = write,
            ["read"] = read,
        };

    /// <summary>RabbitMQ's own format: base64 of four bytes of salt and SHA-256 of salt and password.</summary>
    private static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
