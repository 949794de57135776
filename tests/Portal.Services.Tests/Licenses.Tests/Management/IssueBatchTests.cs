using System.Text.Json.Nodes;
using Npgsql;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class IssueBatchTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_batch_issues_all_its_licenses_each_with_its_audit_record_and_its_event()
    {
        var account = await _catalogue.NewAccount();
        var policy = await _catalogue.NewPolicy(
            new
            {
                activationLimit = 2,
                durationDays = 10,
                keyPrefix = "FLS",
            }
        );
        await using var subscriber = await Subscriber.To(app, "portal.licensing.v1.license-changed");
        var batch = await Issue(
            new
            {
                policyId = policy,
                accountId = account.Id,
                count = 300,
            }
        );
        var items = batch.Body.Items();
        Assert.Equal((201, 300, 300), (batch.Status, items.Count, items.Select(Key).Distinct().Count()));
        Assert.All(items, row => Assert.Matches("^FLS(-[0-9A-HJKMNP-TV-Z]{5}){5}$", Key(row)));
        Assert.All(items, row =>
            Assert.Equal(
                ("assigned", 2, account.Id),
                (
                    row["state"]!.GetValue<string>(),
                    row["activationLimit"]!.GetValue<int>(),
                    row["accountId"]!.GetValue<Guid>()
                )
            )
        );

        var ids = items.Select(Catalogue.Id).ToHashSet();
        await Eventually.Is(
            () =>
                Task.FromResult(
                    subscriber.Messages.Count(message => ids.Contains(message.Body["licenseId"]!.GetValue<Guid>()))
                        >= 300
                ),
            "all events"
        );
        var listed = (await _catalogue.Operator.Get("license", $"/licenses?accountId={account.Id}&size=1000")).Items();
        Assert.Equal(items.Select(row => row.ToJsonString()).Order(), listed.Select(row => row.ToJsonString()).Order());
        Assert.Equal("issued", (await _catalogue.Operator.Audit(ids.First())).Single()["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_batch_again_is_the_same_licenses_and_other_content_is_refused()
    {
        var (policy, id) = (await _catalogue.NewPolicy(), Guid.CreateVersion7());
        var request = new
        {
            policyId = policy,
            licenses = new object[]
            {
                new { key = Catalogue.Unique("KEY") },
                new { metadata = new[] { new { name = "order", value = "4711" } } },
            },
        };
        var first = await Issue(request, id);
        var again = await Issue(request, id);
        Assert.Equal((201, 200), (first.Status, again.Status));
        Assert.Equal(first.Body.Items().Select(Key), again.Body.Items().Select(Key));
        Assert.Equal("4711", again.Body.Items()[1]["metadata"]![0]!["value"]!.GetValue<string>());
        Assert.Equal("batch.other-content", (await Issue(new { policyId = policy, count = 1 }, id)).Code());
    }

    [Fact]
    public async Task The_same_batch_many_times_at_once_is_made_once()
    {
        var (account, policy, id) = (
            await _catalogue.NewAccount(),
            await _catalogue.NewPolicy(),
            Guid.CreateVersion7()
        );
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Issue(
                        new
                        {
                            policyId = policy,
                            accountId = account.Id,
                            count = 20,
                        },
                        id
                    )
                )
        );
        Assert.Equal([200, 200, 200, 200, 200, 201], answers.Select(answer => answer.Status).Order());
        Assert.Equal(20, (await _catalogue.Operator.Get("license", $"/licenses?accountId={account.Id}")).Items().Count);
    }

    [Fact]
    public async Task A_batch_with_one_license_that_cannot_be_issued_issues_none()
    {
        var (account, policy, taken) = (
            await _catalogue.NewAccount(),
            await _catalogue.NewPolicy(),
            Catalogue.Unique("KEY")
        );
        await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy, key = taken });
        object With(params object[] licenses) =>
            new
            {
                policyId = policy,
                accountId = account.Id,
                licenses,
            };
        Assert.Equal("license.key-taken", (await Issue(With(new { }, new { key = taken.ToLowerInvariant() }))).Code());
        Assert.Equal("license.key-invalid", (await Issue(With(new { }, new { key = "short" }))).Code());
        Assert.Equal(
            "batch.key-twice",
            (await Issue(With(new { key = "the-same-key" }, new { key = "The-Same-Key" }))).Code()
        );
        Assert.Equal(
            "license.metadata-twice",
            (
                await Issue(
                    With(new { metadata = new[] { new { name = "a", value = "1" }, new { name = "a", value = "2" } } })
                )
            ).Code()
        );
        Assert.Empty((await _catalogue.Operator.Get("license", $"/licenses?accountId={account.Id}")).Items());
    }

    [Theory]
    [InlineData("{}", 422, "batch.licenses-or-count")]
    [InlineData("""{"licenses":[]}""", 422, "batch.licenses-or-count")]
    [InlineData("""{"licenses":[{}],"count":1}""", 422, "batch.licenses-or-count")]
    [InlineData("""{"count":5001}""", 400, "bad-request")]
    [InlineData("""{"licenses":[{"activationLimit":0}]}""", 400, "bad-request")]
    public async Task A_batch_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        request["policyId"] = await _catalogue.NewPolicy();
        var refused = await Issue(request);
        Assert.Equal((status, code), (refused.Status, refused.Code()));
    }

    [Fact]
    public async Task An_export_is_issued_again_as_it_was()
    {
        var (account, policy, member) = (
            await _catalogue.NewAccount(),
            await _catalogue.NewPolicy(
                new
                {
                    activationLimit = 5,
                    durationDays = 30,
                    maintenanceDays = 30,
                }
            ),
            Guid.CreateVersion7()
        );
        var license = new
        {
            id = Guid.CreateVersion7(),
            key = Catalogue.Unique("KEY"),
            accountId = account.Id,
            assigneeIds = new[] { member },
            complete = true,
            issuedAt = "2025-01-01T00:00:00+00:00",
            assignedAt = "2025-02-03T04:05:06.123456+00:00",
            suspendedAt = "2025-03-01T00:00:00.654321+00:00",
            suspensionReason = "late",
            entitlements = new[] { new { name = "own", value = "1" } },
            metadata = new[] { new { name = "order", value = "" } },
        };
        var batch = (await Issue(new { policyId = policy, licenses = new[] { license } })).Body.Items()[0];
        var shown = await _catalogue.Operator.Get("license", $"/licenses/{license.id}");
        Assert.Equal(batch.ToJsonString(), shown.ToJsonString());
        foreach (
            var (name, value) in System
                .Text.Json.JsonSerializer.SerializeToNode(license)!
                .AsObject()
                .Where(member => member.Key != "complete")
        )
            Assert.True(JsonNode.DeepEquals(value, shown[name]), $"{name}: {value} became {shown[name]}");
        Assert.Equal(
            (null, null, null, "suspended"),
            (
                shown["expiresAt"],
                shown["maintenanceEndsAt"],
                shown["activationLimit"],
                shown["state"]!.GetValue<string>()
            )
        );
    }

    [Fact]
    public async Task What_a_license_took_from_its_policy_may_be_said_instead_of_what_the_policy_says_today()
    {
        var policy = await _catalogue.NewPolicy(
            new
            {
                edition = "Today",
                graceDays = 0,
                terms = new { heartbeatMinutes = 5 },
            }
        );
        var plain = (await Issue(new { policyId = policy, count = 1 })).Body.Items()[0]["snapshot"]!;
        Assert.Equal(
            ("Today", 5),
            (plain["edition"]!.GetValue<string>(), plain["terms"]!["heartbeatMinutes"]!.GetValue<int>())
        );

        object With(object snapshot) =>
            new
            {
                policyId = policy,
                licenses = new object[]
                {
                    new
                    {
                        expiresAt = TimeProvider.System.GetUtcNow().AddDays(-1),
                        expired = true,
                        accountId = Guid.CreateVersion7(),
                        snapshot,
                    },
                },
            };
        var license = (
            await Issue(
                With(
                    new
                    {
                        policyName = "Once",
                        graceDays = 7,
                        environment = "test",
                        downloadAfterExpiry = true,
                        terms = new { staleAfterDays = 9 },
                    }
                )
            )
        ).Body.Items()[0];
        var snapshot = license["snapshot"]!;
        Assert.Equal(
            ("Once", "Once", "assigned"),
            (
                license["policy"]!.GetValue<string>(),
                snapshot["policyName"]!.GetValue<string>(),
                license["state"]!.GetValue<string>()
            )
        );
        Assert.Equal(
            (null, "test", 7, false, true),
            (
                snapshot["edition"],
                snapshot["environment"]!.GetValue<string>(),
                snapshot["graceDays"]!.GetValue<int>(),
                snapshot["downloadBeforeActivation"]!.GetValue<bool>(),
                snapshot["downloadAfterExpiry"]!.GetValue<bool>()
            )
        );
        Assert.Equal(
            (null, 9),
            (snapshot["terms"]!["heartbeatMinutes"], snapshot["terms"]!["staleAfterDays"]!.GetValue<int>())
        );
        Assert.Equal(
            "Once",
            (await _catalogue.Operator.Audit(Catalogue.Id(license))).Single()["detail"]!.GetValue<string>()
        );
        Assert.Equal(400, (await Issue(With(new { policyName = "Once", graceDays = -1 }))).Status);
    }

    private Task<(int Status, JsonObject Body)> Issue(object request, Guid? id = null) =>
        _catalogue.Operator.Ask($"/licenses/batches/{id ?? Guid.CreateVersion7()}", request);

    private static string Key(JsonObject license) => license["key"]!.GetValue<string>();

    [Fact]
    public async Task New_keys_wait_in_no_list_for_some_writer_to_sort_them_in()
    {
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("licensedb"));
        await using var options = database.CreateCommand(
            "SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'ix_licenses_key'"
        );
        Assert.Equal("fastupdate=off", await options.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
