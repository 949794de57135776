using Portal.Identity.Mails;

namespace Portal.Identity.Tests.Mails;

public sealed class MailTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_mail_that_was_sent_is_not_due_and_keeps_no_code()
    {
        var mail = New();
        mail.Sent(Now);
        Assert.Equal((null, Now, "", ""), (mail.DueAt, mail.SentAt, mail.Text, mail.Html));
    }

    [Fact]
    public void A_refused_mail_waits_twice_as_long_each_time()
    {
        var mail = New();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 4; i++)
        {
            mail.Refused(forGood: false, Now);
            waits.Add(mail.DueAt!.Value - Now);
        }
        Assert.Equal([30, 60, 120, 240], waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void A_mail_that_the_server_refuses_for_good_is_given_up_at_once_and_any_other_after_three_days()
    {
        var (bad, late) = (New(), New());
        bad.Refused(forGood: true, Now);
        late.Refused(forGood: false, Now.AddDays(4));
        Assert.All([bad, late], mail => Assert.Equal((null, ""), (mail.DueAt, mail.Text)));
        Assert.NotNull(bad.FailedAt);
        Assert.NotNull(late.FailedAt);
    }

    [Fact]
    public void No_wait_is_longer_than_four_hours() =>
        Assert.All(Enumerable.Range(1, 60), attempts =>
            Assert.InRange(MailRetries.After(attempts), TimeSpan.FromSeconds(30), TimeSpan.FromHours(4))
        );

    private static Mail New() =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Kind = MailKind.SignInCode,
            Address = "robin@example.com",
            Name = "Robin",
            Subject = "Your sign-in code",
            Text = "123456",
            Html = "<p>123456</p>",
            CreatedAt = Now,
            DueAt = Now,
        };
}
