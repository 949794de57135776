using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Tests;

/// <summary>What an export says beyond what people write by hand.</summary>
public sealed class ReadExportTests : IDisposable
{
    private const string Header =
        "id,key,policy,customer,assignees,issued,assigned,expires,limit,overLimit,maintenance,entitlements,metadata,suspended,reason,revoked\n";
    private const string Policy = "0199f0c4-0002-7000-8000-000000000001",
        Account = "0199f0c4-0003-7000-8000-000000000001",
        Member = "0199f0c4-0004-7000-8000-000000000001";
    private const string License = "0199f0c4-0005-7000-8000-000000000001";
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_refer_to_each_other_by_id()
    {
        _folder.Write(
            "licenses.csv",
            Header + $"{License},CHRT-00001,{Policy},{Account},{Member},2026-01-01T10:00:00.123456Z,,,,,,,,,,\n"
        );
        _folder.Replace("activations.csv", "CHRT-00001", License);
        var (names, license) = (_folder.Read().Names, Assert.Single(_folder.Read().Licenses));
        Assert.Equal(Guid.Parse(Policy), names.PolicyOf(license));
        Assert.Equal(Guid.Parse(Account), names.Account(license.Customer!));
        Assert.Equal(Guid.Parse(Member), names.Member(Guid.Parse(Account), license.Assignees[0]));
        Assert.Equal(Guid.Parse(License), names.License(License)!.Id);
        Assert.Equal(1234560, license.Issued.From(default).Ticks % TimeSpan.TicksPerSecond);
    }

    [Fact]
    public void An_owner_and_an_assignee_that_are_gone_stay_ids()
    {
        var (account, member) = (Guid.NewGuid(), Guid.NewGuid());
        _folder.Write("licenses.csv", Header + $"{License},CHRT-00001,one,{account},{member},2026-01-01,,,,,,,,,,\n");
        Assert.Equal(account.ToString(), Assert.Single(_folder.Read().Licenses).Customer);
    }

    [Fact]
    public void What_is_none_is_not_what_the_policy_says()
    {
        _folder.Write(
            "licenses.csv",
            Header
                + $"{License},CHRT-00001,one,{Account},,2026-01-01,,never,unlimited,,unlimited,none,,,,\n"
                + "0199f0c4-0005-7000-8000-000000000002,CHRT-00002,one,,,2026-01-01,,,,,,,order=7;site=a\\;b,2026-02-01,Late,2026-03-01\n"
        );
        var licenses = _folder.Read().Licenses.ToList();
        Assert.Equal(
            (null, null, null),
            (licenses[0].Expires!.Value, licenses[0].Limit!.Value, licenses[0].Maintenance!.Value)
        );
        Assert.Empty(licenses[0].Entitlements!);
        Assert.Null(licenses[1].Entitlements);
        Assert.Equal((null, null, null), (licenses[1].Expires, licenses[1].Limit, licenses[1].Maintenance));
        Assert.Equal([new("order", "7"), new("site", "a;b")], licenses[1].Metadata);
        Assert.Equal(
            (true, true, "Late"),
            (licenses[1].Suspended.HasValue, licenses[1].Revoked.HasValue, licenses[1].Reason)
        );
    }

    [Fact]
    public void What_a_license_took_from_its_policy_is_read_where_the_line_says_it()
    {
        const string Columns =
            "id,key,policy,issued,policyName,graceDays,maxMajorVersion,edition,environment,renewalUrl,downloadBeforeActivation,downloadAfterExpiry,terms\n";
        _folder.Write(
            "licenses.csv",
            Columns
                + $"{License},CHRT-00001,one,2026-01-01,,,,,,,,,\n"
                + "0199f0c4-0005-7000-8000-000000000002,CHRT-00002,one,2026-01-01,Once,14,unlimited,none,\\none,https://example.org,false,true,binding=domain;staleAfterDays=9;wwwIsSameSite=true\n"
        );
        _folder.Replace("activations.csv", "0199f0c4-0006-7000-8000-000000000001,CHRT-00001,hardware,abc,-9d,-1d,", "");
        var licenses = _folder.Read().Licenses.ToList();
        Assert.Equal(Snapshot.OfThePolicy, licenses[0].Snapshot);
        Assert.Equal(
            new Snapshot
            {
                PolicyName = "Once",
                GraceDays = 14,
                MaxMajorVersion = new(null),
                Edition = new(null),
                Environment = new("none"),
                RenewalUrl = new("https://example.org"),
                DownloadBeforeActivation = false,
                DownloadAfterExpiry = true,
                Terms = new()
                {
                    Binding = Binding.Domain,
                    StaleAfterDays = 9,
                    WwwIsSameSite = true,
                },
            },
            licenses[1].Snapshot
        );
        _folder.Replace("licenses.csv", "staleAfterDays=9", "staleAfterDays=soon");
        Assert.StartsWith("licenses.csv:3:", Assert.Single(_folder.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_where_the_limit_was_lowered_may_more_be_active()
    {
        var second = "-9d,-1d,\n0199f0c4-0006-7000-8000-000000000002,CHRT-00001,hardware,def,-9d,,";
        _folder.Replace("activations.csv", "-9d,-1d,", second);
        Assert.Contains("1 slots", Assert.Single(_folder.Faults()), StringComparison.Ordinal);
        _folder.Write("licenses.csv", Header + $"{License},CHRT-00001,one,{Account},,2026-01-01,,,1,true,,,,,,\n");
        Assert.Equal(2, _folder.Read().Names.License("CHRT-00001")!.Active);
    }

    [Fact]
    public void An_activation_says_what_it_counts_for_and_what_the_machine_looked_like()
    {
        _folder.Write(
            "activations.csv",
            """
            id,license,kind,identifier,firstSeen,uncounted,fingerprint
            0199f0c4-0006-7000-8000-000000000001,CHRT-00001,domain,localhost,-9d,true,
            0199f0c4-0006-7000-8000-000000000002,CHRT-00001,hardware,abc,-9d,,board:00;disk:11
            """
        );
        var activations = _folder.Read().Activations.ToList();
        Assert.Equal([true, null], activations.Select(activation => activation.Uncounted));
        Assert.Equal(["board:00", "disk:11"], activations[1].Fingerprint);
    }

    [Fact]
    public void Identifiers_of_devices_are_told_apart_by_case()
    {
        _folder.Replace("policies.json", "\"activationLimit\": 1", "\"activationLimit\": 2");
        _folder.Replace(
            "activations.csv",
            "-9d,-1d,",
            "-9d,-1d,\n0199f0c4-0006-7000-8000-000000000002,CHRT-00001,hardware,ABC,-9d,,"
        );
        Assert.Equal(2, _folder.Read().Activations.Count());
    }

    [Fact]
    public void Terms_and_links_are_read()
    {
        _folder.Replace(
            "policies.json",
            "\"activationLimit\": 1",
            "\"activationLimit\": 1, \"keyFormat\": \"uuid\", \"keyPrefix\": \"CH\", \"terms\": { \"fingerprintMatching\": \"anyTwo\", \"heartbeatMinutes\": 60, \"wwwIsSameSite\": true }"
        );
        _folder.Replace(
            "products.json",
            "\"name\": \"Chart\"",
            "\"name\": \"Chart\", \"active\": false, \"supportUrl\": \"https://example.org\""
        );
        var (policy, product) = (_folder.Read().Policies[0], _folder.Read().Products[0]);
        Assert.Equal((KeyFormat.Uuid, "CH"), (policy.KeyFormat, policy.KeyPrefix));
        Assert.Equal(
            new Terms
            {
                FingerprintMatching = FingerprintMatching.AnyTwo,
                HeartbeatMinutes = 60,
                WwwIsSameSite = true,
            },
            policy.Terms
        );
        Assert.Equal((false, "https://example.org"), (product.Active, product.SupportUrl));
    }

    [Fact]
    public void Somebody_may_be_a_member_of_two_customers()
    {
        _folder.Replace(
            "accounts.json",
            "} ] }\n]",
            "} ] },\n"
                + $$"""
                { "id": "0199f0c4-0003-7000-8000-000000000002", "name": "Other", "kind": "organization", "members": [
                    { "id": "{{Member}}", "email": "agnes@example.org", "displayName": "Ágnes", "role": "member" } ] }
                ]
                """
        );
        Assert.Equal(2, _folder.Read().Accounts.Count);
        _folder.Replace("accounts.json", "\"role\": \"member\"", "\"role\": \"boss\"");
        Assert.Contains("accounts.json:5:", Assert.Single(_folder.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_changed_between_checking_and_sending_is_noticed()
    {
        var catalogue = _folder.Read();
        _folder.Replace("licenses.csv", "-10d", "ten days ago");
        Assert.Contains(
            "was changed while it was being read",
            Assert.Throws<CatalogueException>(() => catalogue.Licenses.Count()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_of_a_release_must_be_there_and_be_what_was_promised()
    {
        const string Sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; // of "hello"
        _folder.Replace("releases.json", "\"size\": \"10 KB\"", $"\"size\": 5, \"sha256\": \"{Sha256}\"");
        Assert.Contains("There is no", Assert.Single(_folder.Faults()), StringComparison.Ordinal);
        Assert.Equal(Sha256, CatalogueReader.Read(_folder.Root, withFiles: false).Releases[0].Artifacts[0].Sha256);
        Directory.CreateDirectory(Path.Combine(_folder.Root, "files"));
        _folder.Write($"files/{Sha256}", "Hello");
        Assert.Contains("has other content", Assert.Single(_folder.Faults()), StringComparison.Ordinal);
        _folder.Write($"files/{Sha256}", "hello");
        Assert.Equal(5, _folder.Read().Releases[0].Artifacts[0].Size);
    }
}
