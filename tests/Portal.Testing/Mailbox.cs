using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Testing;

/// <summary>The mails of one address, read from the mail server that the application sent them to.</summary>
public sealed partial class Mailbox(PortalApp app, string address)
{
    private static readonly HttpClient Http = new();
    private readonly Uri _server = app.Address("mail");

    public sealed record Mail(string Id, string Subject, string Text)
    {
        /// <summary>The six digits to be typed.</summary>
        public string Code => Digits().Match(Text).Value;

        /// <summary>Path and query of the first link.</summary>
        public string Link => new Uri(Address().Match(Text).Value).PathAndQuery;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Mail>> All()
    {
        var found = await Http.GetFromJsonAsync<JsonObject>(
            new Uri(_server, $"api/messages?searchTerms={Uri.EscapeDataString(address)}&pageSize=100")
        );
        var mails = new List<Mail>();
        foreach (var summary in found!["results"]!.AsArray())
        {
            var id = summary!["id"]!.GetValue<string>();
            var text = await Http.GetStringAsync(new Uri(_server, $"api/messages/{id}/plaintext"));
            mails.Add(new(id, summary["subject"]!.GetValue<string>(), text));
        }
        return mails;
    }

    public Task<Mail> Newest(string subject) =>
        Eventually.Get(
            async () => (await All()).FirstOrDefault(mail => mail.Subject == subject),
            $"a mail \"{subject}\" arrives"
        );

    [GeneratedRegex(@"(?<=^\s*)\d{6}(?=\s*$)", RegexOptions.Multiline)]
    private static partial Regex Digits();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
