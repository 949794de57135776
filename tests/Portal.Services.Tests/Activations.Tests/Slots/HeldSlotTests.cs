using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Slots;

/// <summary>A license file cannot be taken back: it uses a slot until it ends, whoever says that the device is gone.</summary>
public sealed class HeldSlotTests(PortalApp app)
{
    private static readonly object OneSlot = new { activationLimit = 1 };

    [Fact]
    public async Task A_program_that_deactivates_with_a_file_out_frees_its_slot_when_the_file_ends()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var first = await desk.Program.Activated("device-1", new { name = "Anna" });
        var until = await TakeFile(desk, first);
        using var deactivated = await desk.Program.Deactivate(first);
        Assert.Equal(204, (int)deactivated.StatusCode);
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);

        using var refused = await desk.Program.Activate("device-2");
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), ((int)refused.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Contains(
            $"free again on {until.UtcDateTime.ToString("MMM d, yyyy", CultureInfo.InvariantCulture)}",
            problem["detail"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        Near(until, problem["freeAgainAt"]!.GetValue<DateTimeOffset>());
        var device = Assert.Single(problem["devices"]!.AsArray())!;
        Assert.Equal("Anna", device["name"]!.GetValue<string>());
        Near(until, device["freeAgainAt"]!.GetValue<DateTimeOffset>());
        Near(until, Assert.Single(await desk.Activations())["slotHeldUntil"]!.GetValue<DateTimeOffset>());

        await EndFile(first);
        await desk.Program.Activated("device-2");
        Assert.All(await desk.Activations(), row => Assert.Null(row["slotHeldUntil"]));
    }

    [Fact]
    public async Task Without_a_file_the_slot_is_free_at_once()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        using var deactivated = await desk.Program.Deactivate(await desk.Program.Activated("device-1"));
        await desk.Program.Activated("device-2");
    }

    [Fact]
    public async Task The_customer_and_the_vendor_free_a_slot_at_once()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var first = await desk.Program.Activated("device-1");
        await TakeFile(desk, first);
        Assert.Null((await desk.DeactivateRemotely(first))["slotHeldUntil"]);
        var second = await desk.Program.Activated("device-2");
        await TakeFile(desk, second);
        await desk.Catalogue.Operator.Post("activation", $"/activations/{second}/deactivate", new { });
        await desk.Program.Activated("device-3");
    }

    [Fact]
    public async Task The_same_device_takes_its_own_slot_again_and_its_file_counts_on()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var first = await desk.Program.Activated("device-1");
        await TakeFile(desk, first);
        using var deactivated = await desk.Program.Deactivate(first);
        var again = await desk.Program.Activated("device-1");
        Assert.NotEqual(first, again);
        using var ended = await desk.Program.Deactivate(again);
        using var refused = await desk.Program.Activate("device-2");
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await refused.Problem());
    }

    [Fact]
    public async Task The_other_services_are_told_when_the_slot_is_free()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var first = await desk.Program.Activated("device-1");
        await TakeFile(desk, first);
        using var deactivated = await desk.Program.Deactivate(first);
        await EndFile(first);
        await Eventually.Is(
            async () =>
                (await desk.Customer.Get($"/api/license/licenses/{desk.License.Id}"))["license"]![
                    "usedSlots"
                ]!.GetValue<int>() == 0,
            "License counts the slot as free"
        );
    }

    [Fact]
    public async Task Files_of_connected_programs_live_three_days_unless_the_license_says_otherwise()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var now = TimeProvider.System.GetUtcNow();
        var until = await TakeFile(desk, await desk.Program.Activated("device-1"));
        Assert.InRange(until, now.AddDays(3).AddMinutes(-1), now.AddDays(3).AddMinutes(1));
        using var other = await Desk.WithLicense(app, new { terms = new { licenseFileDays = 10 } });
        until = await TakeFile(other, await other.Program.Activated("device-1"));
        Assert.InRange(until, now.AddDays(10).AddMinutes(-1), now.AddDays(10).AddMinutes(1));
    }

    [Fact]
    public async Task A_device_that_was_deactivated_gets_no_file()
    {
        using var desk = await Desk.WithLicense(app, OneSlot);
        var first = await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(first);
        using var refused = await desk.Program.Post("/license-files", new { activationId = first });
        Assert.Equal((403, "NOT_ACTIVATED"), await refused.Problem());
    }

    private static async Task<DateTimeOffset> TakeFile(Desk desk, Guid activationId)
    {
        using var answer = await desk.Program.Post("/license-files", new { activationId });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["expiresAt"]!.GetValue<DateTimeOffset>();
    }

    private Task<int> EndFile(Guid activationId) =>
        app.Sql($"UPDATE activations SET slot_held_until = now() WHERE id = '{activationId}'");

    // PostgreSQL keeps microseconds.
    private static void Near(DateTimeOffset expected, DateTimeOffset actual) =>
        Assert.Equal(expected, actual, TimeSpan.FromMilliseconds(1));
}
