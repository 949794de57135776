using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>Makes what a test needs, through the management API; every test its own.</summary>
public sealed class Catalogue(PortalApp app)
{
    private static int _counter;

    public Operator Operator { get; } = new(app);

    public sealed record Account(Guid Id, string Name);

    public sealed record Member(Guid Id, Guid AccountId, string Email, string Password, string Role);

    public sealed record Product(Guid Id, string Slug, string Name);

    public sealed record License(Guid Id, string Key, Product Product);

    public async Task<Account> NewAccount(string kind = "organization")
    {
        var name = Unique("Account");
        var answer = await Operator.Post("identity", "/accounts", new { name, kind });
        return new(Id(answer), name);
    }

    /// <param name="hasPassword">False: signs in with codes by mail.</param>
    public async Task<Member> NewMember(Account account, string role = "Owner", bool hasPassword = true)
    {
        var email = $"{Unique("user")}@example.org".ToLowerInvariant();
        var password = hasPassword ? $"pass-{Guid.NewGuid():N}" : null;
        var answer = await Operator.Post(
            "identity",
            $"/accounts/{account.Id}/members",
            new
            {
                email,
                displayName = Unique("User"),
                role,
                password,
            }
        );
        return new(Id(answer), account.Id, email, password ?? "", role);
    }

    public async Task<Product> NewProduct()
    {
        var (slug, name) = (Unique("product").ToLowerInvariant(), Unique("Product"));
        var answer = await Operator.Post("license", "/products", new { slug, name });
        return new(Id(answer), slug, name);
    }

    /// <param name="policy">Members of the policy, for example <c>new { activationLimit = 1 }</c>.</param>
    /// <param name="license">Members of the license, for example <c>new { accountId }</c>.</param>
    public async Task<License> NewLicense(object? policy = null, object? license = null, Product? product = null)
    {
        product ??= await NewProduct();
        var created = await Operator.Post(
            "license",
            "/policies",
            Merge(
                new
                {
                    name = Unique("Policy"),
                    productId = product.Id,
                    graceDays = 0,
                },
                policy
            )
        );
        var issued = await Operator.Post(
            "license",
            "/licenses",
            Merge(new { policyId = Id(created), expired = true }, license)
        );
        return new(Id(issued), issued["key"]!.GetValue<string>(), product);
    }

    /// <summary>A license that Activation knows already, and its product.</summary>
    public async Task<License> NewLicenseInUse(object? policy = null, object? license = null, Product? product = null)
    {
        var issued = await NewLicense(policy, license, product);
        await Eventually.Is(
            async () =>
                (await new VendorProgram(app, issued.Key).Validate(more: new { product = issued.Product.Slug })).Code
                    is not ("NOT_FOUND" or "PRODUCT_MISMATCH"),
            "Activation knows the license and its product"
        );
        return issued;
    }

    public Task<JsonObject> Move(License license, string move, object? body = null) =>
        Operator.Post("license", $"/licenses/{license.Id}/{move}", body ?? new { });

    /// <summary>Signs a member in, in a browser without a screen.</summary>
    public Task<SignedIn> SignIn(Member member) => SignedIn.As(app, member.Email, member.Password);

    public static string Unique(string word) =>
        $"{word}-{Environment.ProcessId:x}-{Interlocked.Increment(ref _counter):x}-{Random.Shared.Next():x}";

    public static Guid Id(JsonObject answer) => answer["id"]!.GetValue<Guid>();

    public static JsonObject Merge(object one, object? two)
    {
        var merged = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(one)!;
        foreach (
            var (name, value) in two is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(two)!
        )
            merged[name] = value?.DeepClone();
        return merged;
    }
}
