using SpiceTrial.Lab;

// One cell of the lab; started by CellProcess.
if (args is not [var request, var report])
{
    Console.Error.WriteLine($"usage: {CellProgram.FileName} REQUEST.json REPORT.json");
    return 2;
}

CellProgram.Run(request, report);
return 1;
