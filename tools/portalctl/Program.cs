using Portal.Ctl.Commands;

return await CommandLine.Run(args);
