using System.CommandLine;
using Portal.Bench;
using Portal.Bench.Fuzz;
using Portal.Bench.Growth;
using Portal.Bench.Heartbeats;
using Portal.Bench.Licensing;
using Portal.Bench.Mails;
using Portal.Bench.Refusals;
using Portal.Bench.SignIns;

var quick = new Option<bool>("--quick") { Description = "Smaller, in a few minutes." };
var json = new Option<FileInfo?>("--json") { Description = "Also write the rows to this file.", HelpName = "FILE" };

var growth = new Command(
    "growth",
    "What a customer's pages cost as the number of licenses grows: 10,000 to 1,000,000 (--quick: 1,000 to 100,000)."
)
{
    quick,
    json,
};
growth.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(GrowthBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var licensing = new Command(
    "licensing",
    "What the vendor's software asks, beside this machine's limits in the same run."
)
{
    quick,
    json,
};
licensing.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(LicensingBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var heartbeats = new Command(
    "heartbeats",
    "A day of hourly heartbeats of 100,000 devices, up to 144 times as fast as life: what grows (--quick: 10,000 devices)."
)
{
    quick,
    json,
};
heartbeats.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(HeartbeatBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var fuzz = new Command(
    "fuzz",
    "A million malformed requests of the vendor's software: what breaks, grows or leaks (--quick: 50,000)."
)
{
    quick,
    json,
};
fuzz.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(FuzzBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var refusals = new Command(
    "refusals",
    "How long a suspended license is still accepted, over two replicas under load (--quick: 20 times)."
)
{
    quick,
    json,
};
refusals.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(RefusalBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var signIns = new Command(
    "sign-ins",
    "Whether the time of an answer tells who has an account: 200 known and 200 unknown addresses (--quick: 50)."
)
{
    quick,
    json,
};
signIns.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(SignInBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

var mails = new Command(
    "mails",
    "10,000 mails while Identity and the mail server are killed at random: what is lost or comes twice (--quick: 1,000)."
)
{
    quick,
    json,
};
mails.SetAction(
    (parsed, cancellationToken) =>
        Report.Of(MailBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json))
);

// The references run in processes of their own.
var port = new Argument<int>("port");
var target = new Argument<int>("target");
var constant = new Command("serve-constant") { port };
constant.Hidden = true;
constant.SetAction(parsed => References.ServeConstant(parsed.GetValue(port)));
var proxy = new Command("serve-proxy") { port, target };
proxy.Hidden = true;
proxy.SetAction(parsed => References.ServeProxy(parsed.GetValue(port), parsed.GetValue(target)));
var file = new Argument<string>("file");
var takeMails = new Command("take-mails") { port, file };
takeMails.Hidden = true;
takeMails.SetAction(
    (parsed, cancellationToken) => MailSink.Serve(parsed.GetValue(port), parsed.GetValue(file)!, cancellationToken)
);

return await new RootCommand("Measures this portal against its bars.")
{
    growth,
    licensing,
    heartbeats,
    refusals,
    signIns,
    mails,
    fuzz,
    constant,
    proxy,
    takeMails,
}
    .Parse(args)
    .InvokeAsync();
