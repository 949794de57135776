using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Portal.Web.Design;

namespace Portal.Identity.Mails;

/// <summary>
/// Where mails go, the connection string <c>mail</c>: <c>smtp://user:password@host:port</c> (STARTTLS where the server offers it;
/// <c>smtps://</c> for TLS from the first byte), or <c>file:///folder</c>, into which each mail is written as an <c>.eml</c> file.
/// <c>Mail:From</c> is the sender; default: <c>no-reply@</c> and the portal's host.
/// </summary>
internal sealed class MailTransport(IConfiguration configuration, Trust.PublicAddress address)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly Uri? _server = Uri.TryCreate(
        configuration.GetConnectionString("mail"),
        UriKind.Absolute,
        out var uri
    )
        ? uri
        : null;

    /// <summary>False: nothing is sent, mails wait until a server is configured.</summary>
    public bool IsConfigured => _server is not null;

    private string Host => new Uri(address.Portal).Host;

    /// <summary>A connection for many mails.</summary>
    public async Task<IMailConnection> Open(CancellationToken cancellationToken)
    {
        var server = _server ?? throw new InvalidOperationException("No mail server is configured.");
        if (server.IsFile)
            return new PickupFolder(server.LocalPath);
        var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds, LocalDomain = Host };
        try
        {
            var security =
                server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable;
            await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, security, cancellationToken);
            if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
                await client.AuthenticateAsync(
                    Uri.UnescapeDataString(user),
                    Uri.UnescapeDataString(password),
                    cancellationToken
                );
            return new SmtpConnection(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public MimeMessage Message(Mail mail)
    {
        var branding = Branding.From(configuration);
        var from = configuration["Mail:From"] is { Length: > 0 } sender ? sender : $"no-reply@{Host}";
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id:N}@{Host}",
            Date = mail.CreatedAt,
            Subject = mail.Subject,
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(branding.Name, from));
        message.To.Add(new MailboxAddress(mail.Name, mail.Address));
        // RFC 3834: nobody's vacation answers to it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private sealed class SmtpConnection(SmtpClient client) : IMailConnection
    {
        public Task Send(MimeMessage message, CancellationToken cancellationToken) =>
            client.SendAsync(message, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true);
            client.Dispose();
        }
    }

    private sealed class PickupFolder(string folder) : IMailConnection
    {
        public async Task Send(MimeMessage message, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, message.MessageId!.Split('@')[0] + ".eml");
            await message.WriteToAsync(file + ".part", cancellationToken);
            File.Move(file + ".part", file, overwrite: true);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Somewhere that takes mails.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <exception cref="SmtpCommandException">The server refuses this mail.</exception>
    Task Send(MimeMessage message, CancellationToken cancellationToken);
}
