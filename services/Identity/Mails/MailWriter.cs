using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Identity.SignIns;
using Portal.Web.Design;

namespace Portal.Identity.Mails;

/// <summary>Writes mails in the vendor's brand, as HTML and as text.</summary>
internal sealed class MailWriter(
    IServiceProvider services,
    ILoggerFactory loggers,
    IConfiguration configuration,
    TimeProvider clock
)
{
    public async Task<Mail> Write(User recipient, MailContent content)
    {
        var branding = Branding.From(configuration);
        var now = clock.GetUtcNow();
        return new Mail
        {
            Id = Guid.CreateVersion7(now),
            Kind = content.Kind,
            UserId = recipient.Id,
            Address = recipient.Email!,
            Name = recipient.DisplayName,
            Subject = content.Title,
            Text = Text(recipient, content, branding),
            Html = await Html(recipient, content, branding),
            CreatedAt = now,
            DueAt = now,
        };
    }

    private async Task<string> Html(User recipient, MailContent content, Branding branding)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>
            {
                [nameof(MailLayout.Content)] = content,
                [nameof(MailLayout.Name)] = recipient.DisplayName,
                [nameof(MailLayout.Branding)] = branding,
            };
            var page = await renderer.RenderComponentAsync<MailLayout>(ParameterView.FromDictionary(parameters));
            return "<!doctype html>\n" + page.ToHtmlString();
        });
    }

    private static string Text(User recipient, MailContent content, Branding branding)
    {
        var text = new StringBuilder();
        text.Append("Hello ").Append(recipient.DisplayName).Append(",\n\n");
        foreach (var paragraph in content.Paragraphs)
            text.Append(paragraph).Append("\n\n");
        if (content.Code is { } code)
            text.Append("    ").Append(code).Append("\n\n");
        foreach (var fact in content.Facts)
            text.Append(fact.Name).Append(": ").Append(fact.Value).Append('\n');
        if (content.Facts.Count > 0)
            text.Append('\n');
        if (content.Action is { } action)
            text.Append(action.Label).Append(":\n").Append(action.Url).Append("\n\n");
        text.Append("-- \n").Append(branding.Name).Append('\n').Append(content.Reason).Append('\n');
        if (branding.SupportUrl is { } support)
            text.Append("Help: ").Append(support).Append('\n');
        return text.ToString();
    }
}
