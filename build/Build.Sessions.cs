/// <content>Sessions: what was captured, its figures, the plan's gate.</content>
sealed partial class Build : IAnalyze, IFuzz;
