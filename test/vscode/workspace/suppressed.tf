resource "aws_ebs_volume" "skipped" {
  # checkov:skip=CKV_AWS_3:scratch disk
  availability_zone = "eu-west-1a"
  encrypted         = false
}
