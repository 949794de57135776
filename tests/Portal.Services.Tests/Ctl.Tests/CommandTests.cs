using Portal.Testing;

namespace Portal.Ctl.Tests;

/// <summary>What an operator does all day, command by command.</summary>
public sealed class CommandTests(PortalApp app)
{
    [Fact]
    public async Task A_product_is_added_changed_and_withdrawn()
    {
        var (ctl, slug) = (await Ctl.Of(app), New("chart"));
        var created = await ctl.Ask(
            "product",
            "create",
            slug,
            "--name",
            "Chart",
            "--support",
            "https://example.org/help"
        );
        Assert.Equal(("Chart", "True"), (created.Text("name"), created.Text("active")));

        await ctl.Ask("product", "update", slug, "--name", "Chart Pro", "--website", "https://example.org");
        await ctl.Ask("product", "withdraw", slug);
        var shown = await ctl.Ask("product", "show", created.Text("id")!);
        Assert.Equal(
            ("Chart Pro", "False", "https://example.org", "https://example.org/help"),
            (shown.Text("name"), shown.Text("active"), shown.Text("websiteUrl"), shown.Text("supportUrl"))
        );
        Assert.Contains((await ctl.Ask("product", "list")).EnumerateArray(), product => product.Text("slug") == slug);
        Assert.Equal("True", (await ctl.Ask("product", "withdraw", slug, "--undo")).Text("active"));
    }

    [Fact]
    public async Task A_text_that_begins_with_an_at_sign_is_taken_as_it_is()
    {
        var (ctl, slug) = (await Ctl.Of(app), New("chart"));
        var created = await ctl.Ask("product", "create", slug, "--name", "@acme/chart");
        Assert.Equal("@acme/chart", created.Text("name"));
    }

    [Fact]
    public async Task A_policy_is_added_and_changed_where_something_is_given()
    {
        var (ctl, name) = (await Ctl.Of(app), New("Team"));
        await ctl.Ask("product", "create", New("chart"));
        await Policy(
            ctl,
            name,
            "--limit",
            "5",
            "--duration-days",
            "365",
            "--entitlement",
            "layers=25",
            "--entitlement",
            "offline",
            "--fingerprint",
            "any-two",
            "--heartbeat-minutes",
            "60",
            "--www-is-same-site",
            "true",
            "--key-prefix",
            "CHT"
        );
        await ctl.Ask("policy", "update", name, "--limit", "none", "--heartbeat-minutes", "none", "--grace-days", "7");

        var policy = await ctl.Ask("policy", "show", name);
        Assert.Equal(
            (null, "365", "7", "CHT"),
            (
                policy.Text("activationLimit"),
                policy.Text("durationDays"),
                policy.Text("graceDays"),
                policy.Text("keyPrefix")
            )
        );
        Assert.Equal(
            ["layers", "offline"],
            policy.GetProperty("entitlements").EnumerateArray().Select(item => item.Text("name"))
        );
        Assert.Equal(
            ("anyTwo", null, "True"),
            (
                policy.GetProperty("terms").Text("fingerprintMatching"),
                policy.GetProperty("terms").Text("heartbeatMinutes"),
                policy.GetProperty("terms").Text("wwwIsSameSite")
            )
        );
        Assert.Contains("heartbeat minutes", (await ctl.Run("policy", "show", name)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_gets_members_and_a_license_that_goes_through_everything()
    {
        var (ctl, policy, customer, email) = (
            await Ctl.Of(app),
            New("Team"),
            New("Harbour"),
            New("agnes") + "@example.org"
        );
        await Policy(ctl, policy, "--duration-days", "30");
        await ctl.Ask("customer", "create", customer, "--kind", "organization");
        Assert.Equal(
            0,
            (
                await ctl.Reading(
                    "a long enough password\n",
                    "customer",
                    "add-member",
                    customer,
                    "--email",
                    email,
                    "--name",
                    "Ágnes",
                    "--role",
                    "owner",
                    "--password-stdin"
                )
            ).ExitCode
        );
        Assert.Equal(
            email,
            Assert.Single((await ctl.Ask("customer", "members", customer)).EnumerateArray()).Text("email")
        );

        var issued = await ctl.Ask("license", "issue", "--policy", policy, "--metadata", "order=7");
        var (id, key) = (issued.Text("id")!, issued.Text("key")!);
        await ctl.Ask("license", "assign", id, "--customer", customer, "--member", email);
        Assert.Equal("suspended", (await ctl.Ask("license", "suspend", id, "--reason", "Not paid")).Text("state"));
        await ctl.Ask("license", "reinstate", id);
        await ctl.Ask("license", "renew", id, "--expires", "+400d");
        await ctl.Ask("license", "limit", id, "9");
        await ctl.Ask("license", "entitlements", id, "layers=25", "offline");
        await ctl.Ask("license", "maintenance", id, "2031-01-01");

        var found = Assert.Single(
            (
                await ctl.Ask("license", "list", "--customer", customer, "--state", "assigned", "--search", key[^8..])
            ).EnumerateArray()
        );
        Assert.Equal(
            ("9", "2", "1"),
            (
                found.Text("activationLimit"),
                $"{found.GetProperty("entitlements").GetArrayLength()}",
                $"{found.GetProperty("metadata").GetArrayLength()}"
            )
        );
        Assert.StartsWith("2031-01-01", found.Text("maintenanceEndsAt"), StringComparison.Ordinal);
        Assert.Null(found.Text("key"));
        Assert.Equal(key, (await ctl.Ask("license", "show", id, "--key")).Text("key"));

        Assert.Equal("revoked", (await ctl.Ask("license", "revoke", id, "--reason", "Refunded")).Text("state"));
        var refused = await ctl.Run("license", "reinstate", id);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("(license.revoked)", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "suspended",
            (await ctl.Ask("audit", "list", "--license", id, "--since", "-1d"))
                .EnumerateArray()
                .Select(record => record.Text("action"))
        );
    }

    [Fact]
    public async Task An_api_key_is_made_shown_once_and_revoked()
    {
        var (ctl, slug) = (await Ctl.Of(app), New("chart"));
        await ctl.Ask("product", "create", slug);
        var made = await ctl.Ask(
            "api-key",
            "create",
            slug,
            "--name",
            "Plug-in",
            "--operation",
            "verify",
            "--allow-ip",
            "192.0.2.0/24"
        );
        var row = Assert.Single((await ctl.Ask("api-key", "list", "--product", slug)).EnumerateArray());
        Assert.Equal(
            (made.Text("id"), null, "Plug-in", "verify", "192.0.2.0/24", null),
            (
                row.Text("id"),
                row.Text("key"),
                row.Text("name"),
                row.GetProperty("operations")[0].GetString(),
                row.GetProperty("allowedIps")[0].GetString(),
                row.Text("revokedAt")
            )
        );
        Assert.EndsWith(row.Text("hint")!, made.Text("key"), StringComparison.Ordinal);
        Assert.NotNull((await ctl.Ask("api-key", "revoke", row.Text("id")!)).Text("revokedAt"));
        Assert.Equal(1, (await ctl.Run("api-key", "create", slug, "--operation", "fly")).ExitCode);
    }

    [Theory]
    [
        InlineData("product", "show", "no-such-product"),
        InlineData("policy", "show", "no such policy"),
        InlineData("customer", "show", "nobody at all")
    ]
    [
        InlineData("license", "issue", "--policy", "no such policy"),
        InlineData("license", "issue", "--policy", "x", "--out", "keys.csv")
    ]
    [InlineData("license", "limit", "0199f0c4-0005-7000-8000-000000000001", "many")]
    public async Task What_does_not_exist_is_said_and_ends_with_2(params string[] command)
    {
        var answer = await (await Ctl.Of(app)).Run(command);
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith("portalctl: ", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_is_kept_for_its_owner_and_used_until_it_is_forgotten()
    {
        using var home = new CatalogueFolder();
        var (ctl, kept) = (Ctl.Alone(home.Root), Path.Combine(home.Root, "portalctl", "login.json"));
        string[] login =
        [
            "login",
            "--token-url",
            $"{app.Address("identity")}identity/connect/token",
            "--license-url",
            $"{app.Address("license", "management")}",
            "--activation-url",
            $"{app.Address("activation", "management")}",
            "--download-url",
            $"{app.Address("download", "management")}",
            "--identity-url",
            $"{app.Address("identity", "management")}",
        ];
        Assert.Equal(1, (await ctl.Reading("not the secret\n", login)).ExitCode);
        Assert.False(File.Exists(kept));
        Assert.Equal(0, (await ctl.Reading(await app.Parameter("operator-secret") + "\n", login)).ExitCode);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        await ctl.Ask("product", "list");
        await ctl.Ask("logout");
        Assert.Equal(3, (await ctl.Run("product", "list")).ExitCode);
    }

    [Theory]
    [InlineData("bash"), InlineData("zsh"), InlineData("fish")]
    public async Task Shells_complete_by_asking_portalctl(string shell)
    {
        using var home = new CatalogueFolder();
        var ctl = Ctl.Alone(home.Root);
        Assert.Contains("portalctl", (await ctl.Run("completion", shell)).Output, StringComparison.Ordinal);
        Assert.Contains(
            "suspend",
            (await ctl.Run("[suggest:18]", "portalctl license su")).Output,
            StringComparison.Ordinal
        );
    }

    private static async Task Policy(Ctl ctl, string name, params string[] options)
    {
        var slug = New("product");
        await ctl.Ask("product", "create", slug);
        await ctl.Ask(["policy", "create", name, "--product", slug, .. options]);
    }

    private static string New(string word) => $"{word}-{Guid.NewGuid():N}";
}
