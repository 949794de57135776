using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class FingerprintTests(PortalApp app)
{
    private static readonly object Old = new
        {
            board = "b-1",
            cpu = "c-1",
            disk = "d-1",
        },
        NewDisk = new
        {
            board = "b-1",
            cpu = "c-1",
            disk = "d-2",
        },
        NewAll = new
        {
            board = "b-1",
            cpu = "c-2",
            disk = "d-2",
        };

    [Fact]
    public async Task A_program_may_send_its_fingerprint_only_and_is_recognised_by_it()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        Assert.Equal(HttpStatusCode.Created, await Activate(desk, Old));
        Assert.Equal(HttpStatusCode.OK, await Activate(desk, Old));
        Assert.True((await desk.Program.Validate(null, new { fingerprint = Old })).Valid);
    }

    [Theory]
    [
        InlineData("To be filled by O.E.M."),
        InlineData("Default string"),
        InlineData("None"),
        InlineData("00000000-0000-0000-0000-000000000000")
    ]
    public async Task Placeholders_are_no_components(string placeholder)
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { fingerprintMatching = "anyTwo" } });
        var one = new
        {
            board = placeholder,
            cpu = placeholder,
            disk = "d-1",
        };
        using var none = await desk.Program.Post("/activations", new { fingerprint = new { board = placeholder } });
        using var few = await desk.Program.Post("/activations", new { fingerprint = one });
        Assert.Equal((403, "IDENTIFIER_REQUIRED"), await none.Problem());
        Assert.Equal((422, "activation.fingerprint-too-small"), await few.Problem());
        using var enough = await desk.Program.Post(
            "/activations",
            new
            {
                fingerprint = new
                {
                    board = placeholder,
                    cpu = "c-1",
                    disk = "d-1",
                },
            }
        );
        Assert.Equal(201, (int)enough.StatusCode);
        Assert.NotEqual(
            "VALID",
            (await desk.Program.Validate(null, new { fingerprint = one with { disk = "d-9" } })).Code
        );
    }

    [Fact]
    public async Task A_new_disk_is_the_same_machine_where_most_components_must_match()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 1, terms = new { fingerprintMatching = "most" } }
        );
        await Activate(desk, Old);
        Assert.True((await desk.Program.Validate(null, new { fingerprint = NewDisk })).Valid);
        Assert.Equal(HttpStatusCode.OK, await Activate(desk, NewDisk));
        Assert.Single(await desk.Activations());
    }

    [Fact]
    public async Task Too_much_new_hardware_is_refused_and_said_so()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 1, terms = new { fingerprintMatching = "most" } }
        );
        await Activate(desk, Old);
        var verdict = await desk.Program.Validate(null, new { fingerprint = NewAll });
        Assert.Equal("NOT_ACTIVATED", verdict.Code);
        Assert.Contains("hardware has changed", verdict.Body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await Activate(desk, NewAll));
    }

    [Fact]
    public async Task Components_are_kept_as_hashes_only()
    {
        using var desk = await Desk.WithLicense(app);
        await Activate(desk, new { board = "very-secret-serial" });
        Assert.False(
            await app.Value<bool>(
                "SELECT EXISTS (SELECT FROM activations WHERE activations::text LIKE '%very-secret-serial%')"
            )
        );
    }

    [Fact]
    public async Task A_fingerprint_that_is_none_is_refused()
    {
        using var desk = await Desk.WithLicense(app);
        using var empty = await desk.Program.Post("/activations", new { fingerprint = new { board = "" } });
        using var many = await desk.Program.Post(
            "/validations",
            new { fingerprint = Enumerable.Range(0, 17).ToDictionary(number => $"c{number}", _ => "x") }
        );
        Assert.Equal((422, "activation.fingerprint-invalid"), await empty.Problem());
        Assert.Equal((422, "activation.fingerprint-invalid"), await many.Problem());
    }

    private static async Task<HttpStatusCode> Activate(Desk desk, object fingerprint)
    {
        using var answer = await desk.Program.Post("/activations", new { fingerprint });
        _ = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return answer.StatusCode;
    }
}
