using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Tests.Running;

namespace Portal.ServiceDefaults.Tests.Hosting;

public sealed class SafeRetriesTests
{
    [Theory]
    [InlineData("GET", 4)]
    [InlineData("HEAD", 4)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("PATCH", 1)]
    public async Task Only_a_request_that_changes_nothing_is_sent_again(string method, int times)
    {
        foreach (var away in (HttpStatusCode?[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway, null])
        {
            var other = new OtherSide(_ => new HttpResponseMessage(away!.Value))
            {
                Outage = away is null ? new HttpRequestException("refused") : null,
            };
            using var client = new Client(other);
            await client.Send(method);
            Assert.Equal(times, other.Requests.Count);
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task An_answer_is_an_answer(HttpStatusCode answer)
    {
        var other = new OtherSide(_ => new HttpResponseMessage(answer));
        using var client = new Client(other);
        Assert.Equal(answer, await client.Send("GET"));
        Assert.Single(other.Requests);
    }

    [Fact]
    public async Task Soon_after_an_outage_under_load_everything_works_again()
    {
        var other = new OtherSide { Outage = new HttpRequestException("refused") };
        using var client = new Client(other);
        for (var request = 0; request < 200; request++)
            Assert.Null(await client.Send("POST"));
        Assert.True(other.Requests.Count < 200);

        other.Outage = null;
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await client.Send("POST"));
    }

    [Fact]
    public async Task Bugs_of_one_address_do_not_cut_off_the_others()
    {
        var other = new OtherSide(request => new HttpResponseMessage(
            request.RequestUri!.AbsolutePath == "/bug" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK
        ));
        using var client = new Client(other);
        for (var request = 0; request < 200; request++)
            Assert.Equal(HttpStatusCode.InternalServerError, await client.Send("GET", "/bug"));
        Assert.Equal(HttpStatusCode.OK, await client.Send("GET"));
    }

    private sealed class Client : IDisposable
    {
        private readonly IHost _host;

        public Client(OtherSide other)
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            builder.AddServiceDefaults();
            builder.Logging.ClearProviders();
            builder.Services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => other);
            _host = builder.Build();
        }

        /// <summary>Null: no answer.</summary>
        public async Task<HttpStatusCode?> Send(string method, string path = "/")
        {
            using var client = _host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("other");
            using var request = new HttpRequestMessage(new HttpMethod(method), "http://127.0.0.1" + path);
            try
            {
                using var response = await client.SendAsync(request);
                return response.StatusCode;
            }
            catch (Exception failure) when (Outage.Is(failure))
            {
                return null;
            }
        }

        public void Dispose() => _host.Dispose();
    }
}
