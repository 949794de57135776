using System.CommandLine;
using Portal.Bench;
using Portal.Bench.Growth;

var quick = new Option<bool>("--quick") { Description = "Smaller, in under three minutes." };
var json = new Option<FileInfo?>("--json") { Description = "Also write the rows to this file.", HelpName = "FILE" };

var growth = new Command("growth", "What a customer's pages cost as the number of licenses grows: 10,000 to 1,000,000 (--quick: 1,000 to 100,000).") { quick, json };
growth.SetAction((parsed, cancellationToken) => Report.Of(GrowthBench.Run(parsed.GetValue(quick), cancellationToken), parsed.GetValue(json)));

return await new RootCommand("Measures this portal against its bars.") { growth }.Parse(args).InvokeAsync();
