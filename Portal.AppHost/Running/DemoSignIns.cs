using System.Text.Json;

namespace Portal.AppHost.Running;

/// <summary>Whom a visitor of the demo can sign in as, from DATA/demo.json, which the import wrote.</summary>
internal sealed record DemoSignIns(IReadOnlyList<DemoSignIns.Account> Accounts)
{
    internal sealed record Account(string Email, string Password, string Role, string Customer);

    public static void Print(DataFolder data)
    {
        using var file = File.OpenRead(data.Path("demo.json"));
        var demo = JsonSerializer.Deserialize<DemoSignIns>(file, JsonSerializerOptions.Web)!;
        foreach (var account in demo.Accounts)
            Console.WriteLine(
                $"portal: sign in as {account.Email} with {account.Password} ({account.Role}, {account.Customer})"
            );
    }
}
