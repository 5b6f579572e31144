/// <content>The verification of artifacts.</content>
sealed partial class Build : IVerifyArtifacts;
